package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// A second person sees that the journey does not take place if they agree, who proposed it, and how many lose what.
// The officer who proposed it cannot answer it. If the passengers have changed it can only be refused.
func TestASecondPersonSeesWhatCancellingDoes(t *testing.T) {
	t.Parallel()
	o := withTrip(t)
	found, err := o.Record.Movement(t.Context(), "m0000000aa")
	require.NoError(t, err)
	proposed := found.State
	proposed.Proposal = &movement.Proposal{
		Action: casework.ProposeCancel, Digest: proposed.CancelDigest(), At: noon, Until: noon.Add(48 * time.Hour), Cause: casework.CauseBorderClosed,
		By: casework.Actor{Account: "dev-1", Desk: "tha-transport-bangkok", Role: casework.RoleTransport},
	}
	o.Record.SeedMovement(proposed)
	const path, other = "/desk/approvals/movements/m0000000aa", "tha-movement movement_approver acc-second"
	page := o.get(path, other).status(http.StatusOK)
	page.says("the journey does not take place, and all people get off it", "What is asked", "Proposed by", "A seat: 1", "Cancel this movement").never("What you entered", "Wanjiku")
	require.Equal(t, proposed.Proposal.Seal(), page.form(path).Get("preview"))
	o.get(path, booker).status(http.StatusOK).says("This does not wait for you").never("Cancel this movement")

	proposed.Passengers = append(proposed.Passengers, movement.Passenger{Case: "case-other", Block: "case-other", State: movement.Standby, Since: noon})
	o.Record.SeedMovement(proposed)
	o.get(path, other).status(http.StatusOK).says("The passengers have changed since it was proposed", "Refuse to cancel it").never("Cancel this movement")
}
