package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
)

// The preview is the dry run: which cases would be opened in which corridors, and whether two persons must agree.
func TestAListIsPreviewed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.list = func(ref casework.Ref) (record.ListSummary, error) {
		return record.ListSummary{List: record.List{Ref: ref, Operation: opRef, By: casework.Actor{Desk: "tha-registrar-maesot"}}, State: record.ListRead}, nil
	}
	v := h.ok(http.StatusOK, get("/lists/l3k9p4s7dq/preview").as(registrar))
	require.EqualValues(t, 14, v.at("opens"))
	require.EqualValues(t, 10, v.at("alone"))
	require.Equal(t, true, v.at("second_person"))
	require.Regexp(t, "^[0-9a-f]{64}$", v.at("preview"))
	require.Contains(t, string(v.raw), `{"cases":11,"corridor":"tha-any","origin":"ETH","version":`)
	require.Equal(t, v.at("preview"), h.ok(http.StatusOK, get("/lists/l3k9p4s7dq/preview").as(coordinator)).at("preview"), "everybody sees the same")

	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	h.fake.list = func(ref casework.Ref) (record.ListSummary, error) {
		return record.ListSummary{
			List: record.List{Ref: ref, Operation: opRef, By: casework.Actor{Desk: "tha-registrar-maesot"}}, State: record.ListProposed,
			ProposedAt: &at, ProposedBy: &casework.Actor{Account: "somebody", Desk: "tha-registrar-maesot"}, Preview: "0",
		}, nil
	}
	v = h.ok(http.StatusOK, get("/lists/l3k9p4s7dq").as(coordinator))
	require.Equal(t, "tha-registrar-maesot", v.at("proposed_by"))
	require.Contains(t, v.at("waits_for"), string(casework.RoleCoordinator))
	require.NotContains(t, v.at("waits_for"), string(casework.RoleRegistrar))
	require.NotContains(t, string(v.raw), `"mine"`)
	h.refused(http.StatusForbidden, "denied", post("/lists/l3k9p4s7dq/approve", m{"preview": strings.Repeat("a", 64)}).as(registrar))

	h.fake.list = func(ref casework.Ref) (record.ListSummary, error) {
		return record.ListSummary{List: record.List{Ref: ref, Operation: opRef, By: casework.Actor{Desk: "tha-registrar-maesot"}}, State: record.ListOpened}, nil
	}
	h.refused(http.StatusConflict, "conflict", get("/lists/l3k9p4s7dq/preview").as(registrar))
}

// An officer who may not confirm alone sees what is missing and which role can do it. That is not
// personal data.
func TestAClosedGateOfAListSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	running := operation.Operation{Ref: opRef, Seq: 1, State: operation.Running}
	_, _, closed := operation.Accept(running, operation.Command{
		Key: "k", Kind: operation.KindConfirmList, List: listRef, Preview: &operation.Preview{Opens: 14, Alone: 10, Fingerprint: "p"},
	})
	h.commands.do = func(command.Request) (command.Result, error) { return command.Result{}, closed }
	p := h.refused(http.StatusConflict, "gate_closed", post("/lists/l3k9p4s7dq/confirm", m{}).as(registrar))
	require.Len(t, p.Gates, 1)
	require.Equal(t, "G30", p.Gates[0].Gate)
	require.True(t, p.Gates[0].Never)
	require.Equal(t, []string{"preview_seen", "second_approver"}, []string{p.Gates[0].Unmet[0].Condition, p.Gates[0].Unmet[1].Condition})
}
