package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ticketed is a case with a seat, a ticket and a place on a locked manifest.
func ticketed(tb testing.TB) *person {
	tb.Helper()
	p := opened(everyStep())
	walk(tb, p, laneA(), "lock")
	return p
}

func withdrawing(which ...casework.Consent) casework.Command {
	return casework.Command{Kind: casework.KindWithdraw, Consents: which, By: officer("tha-caseworker", casework.RoleCaseworker)}
}

// whats returns the acts that a movement was asked to undo, call by call.
func whats(e *caseEnv) []casework.UndoKind {
	var out []casework.UndoKind
	for _, one := range e.taken {
		out = append(out, one.what)
	}
	return out
}

// states gives how far the taking back of each of a movement's acts has come.
func states(c casework.Case) map[casework.UndoKind]casework.UndoState {
	out := map[casework.UndoKind]casework.UndoState{}
	for _, u := range c.Undo {
		if u.Movement != "" {
			out[u.Kind] = u.State
		}
	}
	return out
}

func backwards() []casework.UndoKind {
	return []casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat}
}

func allDone() map[casework.UndoKind]casework.UndoState {
	return map[casework.UndoKind]casework.UndoState{
		casework.UndoManifest: casework.UndoDone, casework.UndoTicket: casework.UndoDone, casework.UndoSeat: casework.UndoDone,
	}
}

func TestActsAreTakenBackInReverseAndOnce(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	withdrawn := e.send(time.Hour, withdrawing("C9"))
	state := e.live(goingOn(ticketed(t)), 2*time.Hour)
	require.Empty(t, withdrawn.code())
	require.Equal(t, backwards(), whats(e))
	require.Equal(t, allDone(), states(state))
	require.Nil(t, state.Trip)
	require.Len(t, e.of(casework.KindUndone), 3)
	keys := map[casework.Key]bool{}
	for _, one := range e.taken {
		keys[one.key] = true
		require.Equal(t, casework.Ref("mov-1"), one.movement)
		require.Equal(t, casework.Ref("case-1"), one.passenger)
	}
	require.Len(t, keys, 3, "each act has a key of its own")
}

func TestAMovementThatIsAwayIsWaitedFor(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	fails := 6
	e.seats = func(taking) error {
		if fails--; fails >= 0 {
			return fault.New(fault.Unavailable, "the movement cannot be reached")
		}
		return nil
	}
	e.send(time.Hour, withdrawing("C9"))
	meanwhile := e.send(time.Hour+5*time.Second, withdrawing("C3"))
	state := e.live(goingOn(ticketed(t)), 2*time.Hour)
	require.Empty(t, meanwhile.code(), "nobody waits for the movement but the undo")
	require.Less(t, meanwhile.at.Sub(at()), time.Hour+6*time.Second)
	require.Equal(t, append([]casework.UndoKind{"manifest", "manifest", "manifest", "manifest", "manifest", "manifest"}, backwards()...), whats(e))
	for _, again := range e.taken[:7] {
		require.Equal(t, e.taken[0].key, again.key, "the same act has the same key")
	}
	require.Equal(t, allDone(), states(state))
	require.Len(t, e.of(casework.KindUndone), 3)
}

func TestALostAnswerTakesNothingBackTwice(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	lost := map[casework.Key]bool{}
	freed := map[casework.Key]int{}
	e.seats = func(one taking) error { // the movement has done it, and its worker crashes before it can answer
		if !lost[one.key] {
			lost[one.key] = true
			freed[one.key]++
			return fault.New(fault.Unavailable, "the connection broke")
		}
		return nil
	}
	e.after = func(c casework.Change) error { // as has the record's
		if key := "record/" + c.Key; c.Kind == casework.KindUndone && !lost[key] {
			lost[key] = true
			return away()
		}
		return nil
	}
	e.send(time.Hour, withdrawing("C9"))
	state := e.live(goingOn(ticketed(t)), 2*time.Hour)
	require.Len(t, e.taken, 6)
	require.Len(t, freed, 3)
	require.Len(t, e.of(casework.KindUndone), 3)
	require.Equal(t, allDone(), states(state))
}

func TestWhatAMovementCannotTakeBackBecomesATask(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.seats = func(one taking) error {
		if one.what == casework.UndoTicket {
			return fault.New(fault.Conflict, "the ticket cannot be voided")
		}
		return nil
	}
	e.send(time.Hour, withdrawing("C9"))
	byHand := e.send(3*time.Hour, casework.Command{
		Kind: casework.KindDecide, Task: "attest/tha-transport#1", Outcome: casework.Attested, By: officer("tha-transport", casework.RoleTransport),
	})
	state := e.live(goingOn(ticketed(t)), 4*time.Hour)
	require.Equal(t, backwards(), whats(e), "the rest goes on")
	require.Empty(t, byHand.code())
	failed := e.of(casework.KindUndone)[1]
	require.Equal(t, casework.EntryCannotUndo, failed.Entries[0].Code)
	require.Equal(t, casework.TaskID("attest/tha-transport#1"), failed.Opened[0].ID)
	require.Equal(t, casework.UndoOrdered, states(failed.Next)[casework.UndoTicket], "until somebody has done it")
	require.Equal(t, allDone(), states(state))
}

func TestActsAreTakenBackAlsoWhenTheCaseIsCancelled(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	fails := 4 // half a second, one, two and four
	e.seats = func(taking) error {
		if fails--; fails >= 0 {
			return fault.New(fault.Unavailable, "the movement cannot be reached")
		}
		return nil
	}
	e.send(time.Hour, withdrawing("C9"))
	late := e.send(time.Hour+3*time.Second, withdrawing("C3"))
	before := e.live(goingOn(ticketed(t)), time.Hour+2*time.Second)
	require.Equal(t, casework.UndoOrdered, states(before)[casework.UndoManifest], "cancelled in the middle")
	require.Equal(t, fault.Conflict, late.code())
	require.Equal(t, backwards(), whats(e)[4:])
	undone := e.of(casework.KindUndone)
	require.Len(t, undone, 3)
	require.Equal(t, allDone(), states(undone[2].Next))
}

func TestAnUndoThatTheRecordRefusesIsOfferedAgain(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	refuse := times(1, fault.New(fault.Invalid, "the change cannot be read"))
	e.before = func(c casework.Change) error {
		if c.Kind != casework.KindUndone {
			return nil
		}
		return refuse(c)
	}
	e.send(time.Hour, withdrawing("C9"))
	state := e.live(goingOn(ticketed(t)), 2*time.Hour)
	require.Equal(t, append([]casework.UndoKind{"manifest"}, backwards()...), whats(e))
	require.Equal(t, e.taken[0].key, e.taken[1].key)
	require.Equal(t, allDone(), states(state))
}

func TestSeatsGoBackSilentlyAfterADeath(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.sendDeath(time.Hour)
	state := e.live(goingOn(ticketed(t)), 2*time.Hour)
	require.Equal(t, backwards(), whats(e))
	require.Equal(t, allDone(), states(state))
	for _, change := range slices.DeleteFunc(e.changes(), func(c casework.Change) bool { return c.Kind == casework.KindReport }) { // which a second person confirms
		require.Empty(t, change.Notices)
	}
}
