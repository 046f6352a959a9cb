package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestAMovementIsRolledOverAtAnyPoint(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.SeedCase(casework.Case{Ref: "z", Seq: 1, OpenedAt: at()}) // a case that travels another day
	c.refuse["b ticket"] = closed("G12")
	first := newMovementEnv(t, c)
	hold := first.send(1*hour, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a"}, []casework.Ref{"b", "d"}), Until: at().Add(8 * hour)})
	ticket := first.send(2*hour, movement.KindTicket, movement.Command{})
	first.send(3*hour, movement.KindStandby, movement.Command{Blocks: alone("w")})
	first.send(3*hour, movement.KindSeparate, movement.Command{Pair: &movement.Separation{A: "a", B: "z"}})
	first.rollover(4 * hour)
	in := handedOn(t, first.run(t, planning(4)))
	require.NotEmpty(t, in.Carried.Separations)

	second := newMovementEnv(t, c)
	second.SetStartTime(at().Add(4 * hour))
	opened := &reply{env: second}
	second.RegisterDelayedCallback(func() { second.UpdateWorkflow("open", "", opened, *planning(4).Open) }, 0)
	heldAgain := second.send(0, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a"}, []casework.Ref{"b", "d"})})
	ticketAgain := second.send(0, movement.KindTicket, movement.Command{})
	release := second.send(1*hour, movement.KindRelease, movement.Command{Items: items("", "b")})
	lock := second.send(2*hour, movement.KindLock, movement.Command{})
	second.send(3*hour, movement.KindBoard, movement.Command{Items: items(casework.Boarded, "a")})
	second.rollover(4 * hour)
	in = handedOn(t, second.run(t, in))
	require.True(t, heldAgain.answer.Repeated)
	require.Equal(t, hold.answer.Passengers, heldAgain.answer.Passengers)
	require.Equal(t, ticket.answer.Passengers, ticketAgain.answer.Passengers)
	require.Equal(t, fault.GateClosed, ticketAgain.line("b").Refused)
	require.Equal(t, int64(1), opened.answer.Seq)
	require.Equal(t, []casework.Ref{"w"}, release.answer.Proposed)
	require.Equal(t, 1, lock.answer.Manifest)

	third := newMovementEnv(t, c)
	third.SetStartTime(at().Add(9 * hour))
	third.send(0, movement.KindDepart, movement.Command{})
	third.rollover(1 * hour)
	in = handedOn(t, third.run(t, in))

	fourth := newMovementEnv(t, c)
	fourth.SetStartTime(at().Add(11 * hour))
	fourth.send(20*day, movement.KindArrive, movement.Command{Items: items(casework.Met, "a")})
	require.NoError(t, fourth.run(t, in))
	require.Equal(t, homeward().Add(6*hour), c.raised(movement.EntryArrivalAlarm), "the alarm runs on through every run")
	require.Equal(t, []string{"hold", "ticket", "lock", "board boarded", "depart", "arrive met"}, c.sayings("a"))
	for key, times := range c.keys {
		require.Equal(t, 1, times, key)
	}
	for i, change := range c.record() {
		require.EqualValues(t, i+1, change.Seq)
	}
}

func TestAMovementGoesOnAsNewWhenTheServerSuggestsIt(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.SetContinueAsNewSuggested(true)
	in := handedOn(t, e.run(t, planning(4)))
	require.EqualValues(t, 1, in.Carried.Seq)
}

func TestARolloverDoesNotWaitForACaseThatIsAway(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.away["a"] = 1000
	first := newMovementEnv(t, c)
	hold := first.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	first.rollover(2 * hour)
	late := first.send(2*hour+time.Second, movement.KindTicket, movement.Command{})
	in := handedOn(t, first.run(t, planning(4)))
	require.Equal(t, fault.RollingOver, hold.code(), "its sender asks again")
	require.Equal(t, fault.RollingOver, late.code())
	require.Len(t, in.Carried.Outbox, 1)
	require.LessOrEqual(t, first.Now().Sub(at()), 2*hour+time.Minute)

	c.mu.Lock()
	c.away["a"] = 2
	c.mu.Unlock()
	second := newMovementEnv(t, c)
	second.SetStartTime(at().Add(3 * hour))
	again := second.send(0, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	second.cancel(1 * hour)
	require.NoError(t, second.run(t, in))
	require.NoError(t, again.err)
	require.True(t, again.answer.Repeated)
	require.Equal(t, movement.Held, again.line("a").State)
	require.Equal(t, []string{"hold", "release"}, c.sayings("a"))
	require.Equal(t, []string{"hold", "release"}, c.sayings("b"))
}

func TestARolloverInTheMiddleOfACommandLosesNothing(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.before = 5 }, 30*time.Minute)
	hold := e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
	e.rollover(1 * hour)
	in := handedOn(t, e.run(t, planning(4)))
	require.NoError(t, hold.err)
	require.EqualValues(t, 2, in.Carried.Seq)
	require.Len(t, c.record(), 2)
}

func TestAMovementThatIsOverStillTellsWhoWasAway(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.away["a"] = 3700 }, 2*hour)
	cancel := e.cancel(3 * hour)
	require.NoError(t, e.run(t, planning(4)))
	require.NoError(t, cancel.err)
	require.Equal(t, []string{"hold", "release"}, c.sayings("a"))
	require.Greater(t, e.Now().Sub(at()), 28*hour)
}
