package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// raised returns when an entry was first made.
func (c *company) raised(code movement.EntryCode) time.Time {
	for _, change := range c.record() {
		for _, entry := range change.Entries {
			if entry.Code == code {
				return change.At
			}
		}
	}
	return time.Time{}
}

func TestAnArrivalThatIsNotConfirmedRaisesTheAlarm(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.boards(alone("a", "b"), "a", "b")
	e.send(5*hour, movement.KindDepart, movement.Command{})
	e.send(20*day, movement.KindArrive, movement.Command{Items: items(casework.NotMet, "a", "b")})
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, homeward().Add(2*hour), c.raised(movement.EntryArrivalDue))
	require.Equal(t, homeward().Add(6*hour), c.raised(movement.EntryArrivalAlarm))
	require.Equal(t, []movement.NoticeKind{
		movement.NoticeManifest, movement.NoticeManifest, movement.NoticeDeparted, movement.NoticeArrivalDue,
		movement.NoticeArrivalAlarm, movement.NoticeArrivalAlarm, movement.NoticeArrivalAlarm,
		movement.NoticeNotMet, movement.NoticeNotMet, movement.NoticeNotMet, movement.NoticeNotMet,
	}, c.notices())
}

func TestAnArrivalInTimeRaisesNoAlarm(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.boards(alone("a", "b"), "a", "b")
	e.send(5*hour, movement.KindDepart, movement.Command{})
	e.send(3*day+5*hour, movement.KindArrive, movement.Command{Items: items(casework.Met, "a", "b")})
	require.NoError(t, e.run(t, planning(9)))
	require.NotContains(t, c.notices(), movement.NoticeArrivalDue)
	require.NotContains(t, c.notices(), movement.NoticeArrivalAlarm)
}

func TestASlippedDepartureMovesTheAlarm(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.boards(alone("a"), "a")
	e.send(5*hour, movement.KindSlip, movement.Command{DepartsAt: outward().Add(day)})
	e.send(3*day+6*hour, movement.KindDepart, movement.Command{}) // later than first planned, and in time for the second plan
	e.send(20*day, movement.KindArrive, movement.Command{Items: items(casework.Met, "a")})
	require.NoError(t, e.run(t, planning(9)))
	require.NotContains(t, c.notices(), movement.NoticeUnreported)
	require.Equal(t, homeward().Add(day+2*hour), c.raised(movement.EntryArrivalDue))
	require.Equal(t, homeward().Add(day+6*hour), c.raised(movement.EntryArrivalAlarm))
}

func TestADepartureThatIsNotReportedIsAskedFor(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.cancel(5 * day)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, outward().Add(2*hour), c.raised(movement.EntryUnreported))
	require.Equal(t, 6*day, e.Now().Sub(at()).Truncate(hour))
}

func TestAHoldRunsOutByItself(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a", "b"}, []casework.Ref{"c"}), Until: at().Add(10 * hour)})
	e.send(2*hour, movement.KindTicket, movement.Command{Items: items("", "c")})
	e.then(11*hour, func(m movement.Movement) {
		p, _ := m.Passenger("b")
		require.Equal(t, movement.WhyExpired, p.Why)
		p, _ = m.Passenger("c")
		require.Equal(t, movement.HasTicket, p.State)
	})
	e.cancel(12 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, at().Add(10*hour), c.raised(movement.EntrySeatReleased))
	require.Equal(t, []string{"hold", "release"}, c.sayings("a"))
}

func TestARecordThatRefusesTheTickIsTriedAgain(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.never = closed("G12") }, 3*day)
	e.RegisterDelayedCallback(func() { c.mu.Lock(); defer c.mu.Unlock(); c.never = nil }, 3*day+3*hour)
	e.cancel(5 * day)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, outward().Add(3*hour), c.raised(movement.EntryUnreported))
	require.Less(t, c.writes, 100)
}
