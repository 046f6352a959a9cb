package movement_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestDeparture(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	depart := movement.Command{Kind: movement.KindDepart, By: by(escort)}
	tr.refuses(fault.Conflict, depart)
	tr.locked(each("a", "b", "left")...)
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "left", What: movement.TakeManifest})
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("w")})
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, "a")})
	tr.refuses(fault.Conflict, depart) // b has not been called
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, "b")})
	tr.refuses(fault.Busy, depart)
	tr.agree()
	answer := tr.do(depart)
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.Away, "b": movement.Away, "left": movement.Off}, lines(answer))
	require.Equal(t, []string{"left release", "a depart", "b depart"}, tr.words())
	require.Equal(t, movement.WhyLeftBehind, tr.why("w"))
	require.Equal(t, tr.now, tr.m.DepartedAt)
	require.Equal(t, tr.now, tr.m.Outbox[1].Command.Move.DepartsAt) // when it left, not when it should have
	require.Equal(t, []movement.NoticeKind{movement.NoticeDeparted}, tr.notices())
	for _, kind := range []movement.Kind{
		movement.KindHold, movement.KindStandby, movement.KindRelease, movement.KindTicket, movement.KindLock, movement.KindUnlock,
		movement.KindBoard, movement.KindDepart, movement.KindSwap, movement.KindCancel, movement.KindAgree, movement.KindRefuse, movement.KindSeparate,
	} {
		tr.refuses(fault.Conflict, movement.Command{Kind: kind, By: by(escort)})
	}
}

func TestABlockLeavesTogether(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.locked(each("a")...)
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.NoShow, "a")})
	tr.agree()
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindDepart, By: by(escort)})
}

func TestOnlyTheReceiverConfirmsAnArrival(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	arrive := func(items ...movement.Item) movement.Command {
		return movement.Command{Kind: movement.KindArrive, By: by(receiving), Items: items}
	}
	tr.boarded(each("a", "b", "c")...)
	tr.refuses(fault.Conflict, arrive(says(casework.Met, "a")...))
	tr.do(movement.Command{Kind: movement.KindDepart, By: by(escort)})
	tr.refuses(fault.Busy, arrive(says(casework.Met, "a")...))
	tr.agree()
	tr.refuses(fault.Denied, movement.Command{Kind: movement.KindArrive, By: by(escort), Items: says(casework.Met, "a")})
	tr.refuses(fault.Invalid, arrive())
	tr.refuses(fault.Invalid, arrive(says(casework.Boarded, "a")...))
	tr.refuses(fault.Conflict, arrive(says(casework.Met, "z")...))
	tr.do(arrive(append(says(casework.Met, "a"), says(casework.NotMet, "b")...)...))
	require.Equal(t, movement.Departed, tr.m.Status)
	require.Equal(t, []movement.NoticeKind{movement.NoticeNotMet, movement.NoticeNotMet}, tr.notices())
	require.Equal(t, []string{"a arrive met", "b arrive not_met"}, tr.words())
	tr.do(arrive(says(casework.Hospital, "c")...))
	require.Equal(t, movement.Arrived, tr.m.Status)
	require.Equal(t, tr.now, tr.m.EndedAt)
	require.True(t, tr.m.Over())
	_, waits := tr.m.Next()
	require.False(t, waits)
	tr.refuses(fault.Conflict, arrive(says(casework.Met, "c")...))
}

func TestAnArrivalThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.departed(each("a")...)
	due := tr.m.ArrivesAt().Add(2 * time.Hour)
	next, _ := tr.m.Next()
	require.Equal(t, due, next)
	tr.now = due.Add(-2 * time.Minute)
	seq := tr.m.Seq
	tr.do(movement.Command{Kind: movement.KindTick})
	require.Equal(t, seq, tr.m.Seq) // not due yet
	tr.do(movement.Command{Kind: movement.KindTick})
	require.Equal(t, []string{"arrival_due"}, tr.entries())
	next, _ = tr.m.Next()
	require.Equal(t, tr.m.ArrivesAt().Add(6*time.Hour), next)
	later := tr.m.ArrivesAt().Add(5 * time.Hour)
	tr.do(movement.Command{Kind: movement.KindSlip, ArrivesAt: later}) // the receiver reports a diversion: both instants are set again
	require.Equal(t, later, tr.m.ArrivesAt())
	require.Empty(t, tr.words())
	next, _ = tr.m.Next()
	require.Equal(t, later.Add(2*time.Hour), next)
	tr.now = later.Add(7 * time.Hour)
	tr.do(movement.Command{Kind: movement.KindTick})
	require.Equal(t, []string{"arrival_due", "arrival_alarm"}, tr.entries())
	require.Equal(t, []movement.Notice{
		{Kind: movement.NoticeArrivalDue, Desk: receiving},
		{Kind: movement.NoticeArrivalAlarm, Desk: receiving, Level: casework.EscalationHeadOfDesk},
		{Kind: movement.NoticeArrivalAlarm, Desk: receiving, Level: casework.EscalationCoordinator},
		{Kind: movement.NoticeArrivalAlarm, Desk: desk},
	}, tr.last.Notices)
	_, waits := tr.m.Next()
	require.False(t, waits)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindSlip, DepartsAt: leaving()})
}

func TestADepartureThatIsNotReported(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.now = leaving().Add(2 * time.Hour)
	tr.do(movement.Command{Kind: movement.KindTick})
	require.Equal(t, []movement.NoticeKind{movement.NoticeUnreported}, tr.notices())
	_, waits := tr.m.Next()
	require.False(t, waits)
	tr.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().Add(24 * time.Hour)})
	next, _ := tr.m.Next()
	require.Equal(t, leaving().Add(26*time.Hour), next)
}

func TestASlipMovesEveryLegAndTellsEveryCase(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.locked(each("a", "b")...)
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("w")})
	answer := tr.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().Add(14 * time.Hour), Cause: casework.CauseBorderClosed})
	require.Equal(t, leaving().Add(14*time.Hour), tr.m.DepartsAt())
	require.Equal(t, leaving().Add(30*time.Hour), tr.m.ArrivesAt())
	require.Equal(t, tr.m.Legs, tr.last.Legs)
	require.Equal(t, []string{"departure_slipped border_closed"}, tr.entries())
	require.Equal(t, []string{"a slip", "b slip"}, tr.words())
	require.Equal(t, leaving().Add(14*time.Hour), tr.m.Outbox[0].Command.Move.DepartsAt)
	require.Equal(t, movement.Locked, answer.Status)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().Add(14 * time.Hour)})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSlip, DepartsAt: start()})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSlip})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().Add(20 * time.Hour), ArrivesAt: leaving()})
}
