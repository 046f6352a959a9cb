package encode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// The answer to half of an act names the roles of the second person, as decision 11 and the table of proposals say who
// that is; the answer to a whole one names no one.
func TestAReceiptSaysForWhichSecondPersonItWaits(t *testing.T) {
	t.Parallel()
	const desk = casework.DeskID("tha-supervisor-maesot")
	of := func(a casework.Answer) wire.SecondPerson {
		return encode.Receipt(act.Receipt{Target: record.Target{Kind: record.TargetCase}, Case: &a}).Case.Second
	}
	proposed := of(casework.Answer{Proposal: 1, Second: &casework.Second{Desk: desk, Kind: casework.DeskSupervisor}})
	require.Equal(t, string(desk), proposed.Desk)
	require.Contains(t, proposed.Roles, casework.RoleSupervisor)
	require.NotContains(t, proposed.Roles, casework.RoleRegistrar, "no registrar sits at that desk")
	require.Equal(t, []casework.Role{casework.RolePanelChair}, of(casework.Answer{Second: &casework.Second{Desk: "tha-panel-bangkok", Kind: casework.DeskPanel, Roles: []casework.Role{casework.RolePanelChair}}}).Roles)
	require.Contains(t, of(casework.Answer{Second: &casework.Second{Desk: "tha-registrar-maesot", Kind: casework.DeskRegistrar}}).Roles, casework.RoleRegistrar)
	require.Zero(t, of(casework.Answer{Settled: true}))

	cancel := encode.Receipt(act.Receipt{Name: "cancel", Movement: &movement.Answer{Waits: true}}).Movement
	require.Contains(t, cancel.Second.Roles, casework.RoleMovementApprover)
	list := encode.Receipt(act.Receipt{Name: string(operation.KindConfirmList), Operation: &operation.Answer{Waits: true}}).Operation
	require.Contains(t, list.Second.Roles, casework.RoleCoordinator)
	require.Zero(t, encode.Receipt(act.Receipt{Name: string(operation.KindConfirmList), Operation: &operation.Answer{}}).Operation.Second)
	require.Equal(t, []casework.Role{casework.RoleDPO}, encode.Receipt(act.Receipt{Erasure: &erasure.Answer{State: erasure.Requested}}).Erasure.Second.Roles)
	require.Zero(t, encode.Receipt(act.Receipt{Erasure: &erasure.Answer{State: erasure.Approved}}).Erasure.Second)
}
