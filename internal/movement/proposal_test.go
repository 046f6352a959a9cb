package movement_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func second(digest string) movement.Command {
	return movement.Command{Kind: movement.KindAgree, By: by("tha-movement"), Digest: digest}
}

func TestCancellingWithPassengersTakesASecondPerson(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.locked(block("a"), block("b", "c"))
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("w")})
	answer := tr.do(movement.Command{Kind: movement.KindCancel, Cause: casework.CauseBorderClosed, Seconds: []casework.DeskID{desk, "tha-movement"}})
	require.True(t, answer.Waits)
	require.Equal(t, movement.Locked, answer.Status)
	require.Equal(t, []movement.Notice{{Kind: "cancel_waits", Desk: desk}, {Kind: "cancel_waits", Desk: "tha-movement"}}, tr.last.Notices, "no other desk is told before the second person has agreed")
	require.Equal(t, []string{"cancel_proposed border_closed"}, tr.entries())
	require.Equal(t, movement.KindProposeCancel, tr.last.Kind)
	require.Empty(t, tr.words(), "no case is told before the second person has agreed")
	require.Equal(t, movement.OnManifest, tr.state("a"))
	require.Equal(t, movement.Undoes{Seats: 3, Tickets: 3, Listed: 3, Standbys: 1}, tr.m.Undoes())

	p := *tr.m.Proposal
	require.Equal(t, casework.ProposeCancel, p.Action)
	require.Equal(t, 48*time.Hour, p.Until.Sub(p.At))
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindCancel})
	tr.refuses(fault.Denied, movement.Command{Kind: movement.KindAgree, Digest: p.Digest})
	tr.refuses(fault.Stale, second(""))
	tr.refuses(fault.Stale, second("another"))
	answer = tr.do(second(p.Digest))
	require.False(t, answer.Waits)
	require.Equal(t, movement.Cancelled, answer.Status)
	require.Nil(t, tr.m.Proposal)
	require.Equal(t, by("tha-movement"), tr.last.By)
	for _, one := range tr.m.Outbox {
		require.Equal(t, by(desk), one.Command.By, "the cases are told in the name of the proposer")
	}
}

func TestCancellingWithoutPassengersIsDoneAtOnce(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.hold(block("a"))
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindRelease, Items: says("", "a")})
	tr.agree()
	require.Equal(t, movement.Cancelled, tr.do(movement.Command{Kind: movement.KindCancel}).Status)
}

func TestAReplayedCancellingIsDoneAtOnce(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.hold(block("a"))
	tr.agree()
	cmd := movement.Command{Kind: movement.KindCancel}
	require.True(t, movement.Stricter(tr.m, cmd))
	cmd.Earlier = true
	require.Equal(t, movement.Cancelled, tr.do(cmd).Status)
}

func TestAProposalToCancelEnds(t *testing.T) {
	t.Parallel()
	begun := func(t *testing.T) *trip {
		t.Helper()
		tr := planned(t, 9, 0)
		tr.hold(each("a", "b")...)
		tr.agree()
		tr.do(movement.Command{Kind: movement.KindCancel})
		return tr
	}
	t.Run("withdrawn", func(t *testing.T) {
		t.Parallel()
		tr := begun(t)
		tr.do(movement.Command{Kind: movement.KindRefuse})
		require.Equal(t, []string{"cancel_withdrawn"}, tr.entries())
		tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindRefuse})
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		tr := begun(t)
		digest := tr.m.Proposal.Digest
		tr.do(movement.Command{Kind: movement.KindRefuse, By: by("tha-movement")})
		require.Equal(t, []string{"cancel_refused"}, tr.entries())
		tr.refuses(fault.Conflict, second(digest))
	})
	t.Run("expired", func(t *testing.T) {
		t.Parallel()
		tr := begun(t)
		at, due := tr.m.Next()
		require.True(t, due)
		require.Equal(t, tr.m.Proposal.Until, at)
		tr.now = at
		tr.do(movement.Command{Kind: movement.KindTick})
		require.Equal(t, []string{"cancel_expired"}, tr.entries())
		require.Equal(t, movement.Held, tr.state("a"))
	})
	t.Run("about other passengers", func(t *testing.T) {
		t.Parallel()
		tr := begun(t)
		old := tr.m.Proposal.Digest
		tr.hold(block("late"))
		tr.agree()
		tr.refuses(fault.Stale, second(old))
		tr.do(movement.Command{Kind: movement.KindCancel})
		require.NotEqual(t, old, tr.m.Proposal.Digest)
		tr.refuses(fault.Stale, second(old))
		tr.do(second(tr.m.Proposal.Digest))
		require.True(t, tr.m.Over())
	})
}

// officer is one of three officers.
func (w *env) officer(rt *rapid.T) casework.Actor {
	return by(rapid.SampledFrom([]casework.DeskID{desk, "tha-movement", "tha-operations"}).Draw(rt, "officer"))
}

// digest is that of the proposal, or another.
func (w *env) digest(rt *rapid.T) string {
	if w.m.Proposal == nil || rapid.IntRange(0, 4).Draw(rt, "other") == 0 {
		return "another"
	}
	return w.m.Proposal.Digest
}

// checkTwoPeople: a movement with passengers is cancelled only by a second person who has agreed to a proposal of
// another account about exactly these passengers. A proposal waits only while there is something to cancel.
func (w *env) checkTwoPeople(before movement.Movement, change movement.Change) {
	require.False(w, w.m.Gone() && w.m.Proposal != nil)
	cancelled := w.m.Status == movement.Cancelled && before.Status != movement.Cancelled && before.Status != movement.Departed
	if !cancelled || !before.Carries() {
		return
	}
	require.Equal(w, movement.KindAgree, change.Kind)
	require.NotNil(w, before.Proposal)
	require.NotEqual(w, before.Proposal.By.Account, change.By.Account)
	require.Equal(w, before.CancelDigest(), before.Proposal.Digest)
	require.True(w, before.Proposal.Until.After(change.At))
}
