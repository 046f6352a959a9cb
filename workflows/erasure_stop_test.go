package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// stops is a command of an officer to end an erasure.
func (e *erasing) stops(after time.Duration, key casework.Key, by casework.Actor) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(string(erasure.KindRefuse), "", a, erasure.Command{Key: key, By: by}) }, after)
	return a
}

// After the approval a day passes before anything is destroyed, and her team gets notices.
func TestAnApprovedErasureWaitsADay(t *testing.T) {
	t.Parallel()
	a := &archive{stop: day}
	e := newErasing(a)
	var early []string
	e.RegisterDelayedCallback(func() { early = a.done }, 24*time.Hour+50*time.Minute)
	approved := e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	require.NoError(t, e.run(t))
	require.NoError(t, approved.err)
	require.Empty(t, early)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindTick, erasure.KindDone}, a.kinds())
	require.Equal(t, start0().Add(25*time.Hour), a.changes()[2].At)
	for i, kind := range []casework.NoticeKind{erasure.NoticeRequested, erasure.NoticeApproved} {
		require.Equal(t, []casework.Notice{{Kind: kind, Desk: "tha-supervisor"}, {Kind: kind, Desk: "tha-caseworker"}}, a.changes()[i].Notices)
	}
}

// Her caseworker stops an approved erasure; an officer of another desk does not.
func TestHerTeamStopsAnErasure(t *testing.T) {
	t.Parallel()
	a := &archive{stop: day}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	other := e.stops(2*time.Hour, "k-other", officer("tha-escort", casework.RoleEscort))
	stop := e.stops(3*time.Hour, "k-stop", officer("tha-caseworker", casework.RoleCaseworker))
	require.NoError(t, e.run(t))
	require.Equal(t, fault.Denied, other.code())
	require.NoError(t, stop.err)
	require.Empty(t, a.done, "nothing is destroyed")
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindRefuse}, a.kinds())
	require.Equal(t, erasure.Refused, a.changes()[2].Next.State)
	require.Contains(t, a.changes()[2].Notices, casework.Notice{Kind: erasure.NoticeStopped, Desk: "tha-dpo"})
}

// While it waits it continues in a new run, and does not forget until when.
func TestAWaitingErasureIsRolledOver(t *testing.T) {
	t.Parallel()
	a := &archive{stop: day}
	first := newErasing(a)
	first.send(time.Hour, erasure.KindApprove, "second", "k-second")
	first.roll(2 * time.Hour)
	in := carriedOver(t, first.run(t))
	require.Equal(t, start0().Add(25*time.Hour), *in.Carried.StopUntil)
	second := newErasing(a)
	second.SetStartTime(start0().Add(2 * time.Hour))
	require.NoError(t, second.goOn(t, in))
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
}

// An officer of the agency that asks does not approve, with any account.
func TestAnotherAgencyApproves(t *testing.T) {
	t.Parallel()
	a := &archive{stop: day}
	e := newErasing(a)
	same := &answered{}
	colleague := dpo("first")
	colleague.Account = "colleague"
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(erasure.KindApprove), "", same, erasure.Command{Key: "k-same", By: colleague})
	}, time.Hour)
	e.send(2*time.Hour, erasure.KindApprove, "second", "k-second")
	require.NoError(t, e.run(t))
	require.Equal(t, fault.Denied, same.code())
	require.Equal(t, casework.AccountID("second"), a.changes()[1].By.Account)
}

// An erasure that the earlier release has approved goes on at once.
func TestAnErasureOfTheEarlierReleaseGoesOn(t *testing.T) {
	t.Parallel()
	a := &archive{stop: day}
	e := newErasing(a)
	carried := erasure.Erasure{Ref: "e-1"}
	for _, cmd := range []erasure.Command{
		{Key: "k-request", Kind: erasure.KindRequest, By: dpo("first"), Case: "case-1", Basis: erasure.SurvivorAsked},
		{Key: "k-second", Kind: erasure.KindApprove, By: dpo("second")},
	} {
		cmd.At, cmd.Gate = start0(), &gate.Status{Gate: "G23", Open: true}
		change, _, err := erasure.Accept(carried, cmd)
		require.NoError(t, err)
		require.NoError(t, a.WriteErasure(t.Context(), change))
		carried = carried.Take(change)
	}
	require.NoError(t, e.goOn(t, workflows.ErasureInput{Ref: "e-1", Carried: &carried}))
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
}
