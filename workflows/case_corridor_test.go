package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// A change that needs a clock of a corridor version which no worker has does not hold the lock: the sender
// gets an error that names the version, other commands are carried out, and the same command succeeds as
// soon as a worker has the version.
func TestAnUnknownCorridorDoesNotHoldACase(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	medic := officer("tha-medical", casework.RoleMedical)
	asking := casework.Command{Key: "k-ask", Kind: casework.KindAsk, Task: "triage#1", By: medic}
	e.knows(time.Hour, false)
	first := e.send(2*time.Hour, asking)
	other := e.send(2*time.Hour+time.Minute, casework.Command{Kind: casework.KindClaim, Task: "register#1", By: officer("tha-registrar", casework.RoleRegistrar)})
	again := e.send(3*time.Hour, asking)
	e.knows(4*time.Hour, true)
	last := e.send(5*time.Hour, asking)
	e.live(opening(), 6*time.Hour)

	for _, refused := range []*caseReply{first, again} {
		require.Equal(t, fault.Unavailable, refused.code())
		require.ErrorContains(t, refused.err, "a worker that knows corridor tha-mmr-state version 1 is needed")
	}
	require.Less(t, first.at.Sub(at()), 2*time.Hour+10*time.Second, "the lock is held for seconds")
	require.Empty(t, other.code())
	require.Less(t, other.at.Sub(at()), 2*time.Hour+2*time.Minute)
	require.Empty(t, last.code())
	require.Equal(t, casework.TaskID("information/triage#1"), last.answer.Task)
	require.Len(t, e.of(casework.KindAsk), 1)
}

// The ticks of a case are tried again later, too.
func TestACaseTriesAgainWhenItsCorridorIsKnown(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "permit") // granted for thirty days
	e := newCaseEnv(t)
	e.knows(0, false)
	e.knows(30*day+time.Hour, true)
	claimed := e.send(30*day+20*time.Minute, casework.Command{Kind: casework.KindReport, Event: casework.EventEmergency, By: officer("tha-caseworker", casework.RoleCaseworker)})
	state := e.live(goingOn(p), 31*day)
	require.NotEqual(t, fault.Unknown, claimed.code(), "the case answers meanwhile")
	_, asked := state.TaskFor(casework.StepExitPermit)
	require.True(t, asked, "the permit that has run out is asked for again")
}

// A case whose opening needs a clock that no worker can compute yet waits for one that can, and is
// opened then: it does not fail, because the list that it came from counts it as opened.
func TestACaseIsOpenedWhenItsCorridorIsKnown(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.unknown = true
	e.knows(day, true)
	waits := e.send(time.Hour, triaging("ann"))
	state := e.live(opening(), 2*day)
	require.Len(t, e.of(casework.KindOpen), 1)
	require.Equal(t, int64(2), state.Seq)
	require.Empty(t, waits.code(), "a command that came before waits for the opening")
}
