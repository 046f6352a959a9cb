package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

// A second person sees what cancelling would undo, and agrees to exactly that; the proposer cannot.
func TestCancellingIsPreviewedAndAgreed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	in := "/movements/" + string(moveRef) + "/cancel"
	preview := func(who string) wire.CancelPreview {
		var p wire.CancelPreview
		h.ok(http.StatusOK, get(in+"/preview").as(who)).into(&p)
		return p
	}
	first := preview(approver)
	require.Empty(t, first.Proposal.Digest)
	require.Equal(t, h.movement.Undoes().Seats, first.Seats)
	require.NotEmpty(t, first.Passengers)
	h.movement.Proposal = &movement.Proposal{
		Action: casework.ProposeCancel, Digest: first.Digest, At: noon, Until: noon.Add(48 * time.Hour), Cause: casework.CauseBorderClosed,
		By: casework.Actor{Account: "dev-2", Desk: "tha-transport-maesot", Role: casework.RoleTransport},
	}
	p := preview(approver)
	require.False(t, p.Mine)
	require.False(t, p.Changed)
	require.Equal(t, casework.DeskID("tha-transport-maesot"), p.Proposal.Desk)
	agree := func(who string) request { return post(in+"/agree", m{"digest": p.Digest}).as(who) }
	h.ok(http.StatusOK, agree(approver))
	h.ok(http.StatusOK, post(in+"/refuse", nil).as(approver))
	h.refused(http.StatusForbidden, "denied", agree(escort))

	h.movement.Proposal.By.Account = "dev-1"
	require.True(t, preview(approver).Mine)
	require.Contains(t, h.refused(http.StatusForbidden, "denied", agree(approver)).Detail, "a second person")
	h.movement.Passengers[0].State = movement.Off
	require.True(t, preview(approver).Changed)
}

// Cancelling may take a second person: the desk that has planned the movement, another desk of its agency that books,
// or the desk of the host state that approves movements (field reference 11). These desks are sent along for the
// notice, and no desk that only travels with the people, receives them, or is of another state.
func TestCancellingNamesTheDesksThatMayAgree(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.ok(http.StatusOK, post("/movements/"+string(moveRef)+"/cancel", m{"cause": "border_closed"}).as(transporter))
	sent, is := h.commands.last().Args.(movement.Command)
	require.True(t, is)
	require.Equal(t, []casework.DeskID{"tha-movement", "tha-transport-bangkok", "tha-transport-maesot"}, sent.Seconds)
}
