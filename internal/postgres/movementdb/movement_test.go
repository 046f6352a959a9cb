package movementdb_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// held puts two cases on a movement, as a block, and a third on standby.
func held(after movement.Change) movement.Change {
	c := after
	c.Seq, c.Kind, c.Key, c.At, c.Legs = after.Seq+1, movement.KindHold, "hold", after.At.Add(time.Hour), nil
	c.Passengers = []movement.Passenger{
		{Case: "case-a", Block: "case-a", State: movement.Held, Since: c.At, Seat: 1},
		{Case: "case-b", Block: "case-a", State: movement.Held, Since: c.At, Seat: 2},
		{Case: "case-c", Block: "case-c", State: movement.Standby, Why: movement.WhyFull, Since: c.At},
	}
	c.Entries = []movement.Entry{{Code: movement.EntryHeld, Case: "case-a"}, {Code: movement.EntryRefused, Case: "case-c", Gates: []casework.GateID{"G12"}}}
	c.Notices = []movement.Notice{
		{Kind: movement.NoticeSeatFree, Desk: "tha-transport"}, {Kind: movement.NoticeMessageRefused, Desk: "tha-transport", Case: "case-c"},
	}
	c.Order = []movement.Ranked{{Block: "case-a", Size: 2, Seated: true}, {Block: "case-c", Size: 1, Because: movement.WhyFull}}
	c.Next.Seq, c.Next.Status, c.Next.Passengers = c.Seq, movement.Holding, c.Passengers
	return c
}

func TestAMovementIsWrittenOnceAndReadAgain(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"case-a", "case-b", "case-c"} {
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
	}
	first := dbtest.Planned("move-1", "plan")
	second := held(first)
	third := second
	third.Seq, third.Kind, third.Key = 3, movement.KindSeparate, "separate"
	third.Passengers, third.Entries, third.Notices, third.Order = nil, nil, nil, nil
	third.Next.Seq, third.Next.Separations = 3, []movement.Separation{{A: "case-a", B: "case-c"}}
	for _, c := range []movement.Change{first, first, second, second, first, third} {
		require.NoError(t, w.WriteMovement(t.Context(), c))
	}

	got, err := w.Movement(t.Context(), "move-1")
	require.NoError(t, err)
	require.Equal(t, third.Next, got.State)
	require.Equal(t, []int{50, 2, 2, 1}, []int{got.Seats, got.Blocked, got.Sold, got.Standby})
	require.Equal(t, first.Legs[0].DepartsAt, got.DepartsAt)
	for table, want := range map[string]int{"app.passengers": 3, "app.movement_changes": 3, "app.notices where movement_ref is not null": 2} {
		require.Equal(t, want, w.Count(t, table), table)
	}
	acts, err := w.MovementActs(t.Context(), "move-1")
	require.NoError(t, err)
	require.Equal(t, []movement.Act{
		{Kind: movement.KindHold, Account: first.By.Account}, {Kind: movement.KindPlan, Account: first.By.Account}, {Kind: movement.KindSeparate, Account: first.By.Account},
	}, acts)
	places, err := w.PassengerPlaces(t.Context(), "case-c")
	require.NoError(t, err)
	require.Equal(t, []record.PassengerRow{{Movement: "move-1", Status: movement.Holding, DepartsAt: got.DepartsAt, Passenger: second.Passengers[2]}}, places)
	orders, err := w.FairOrders(t.Context(), "move-1")
	require.NoError(t, err)
	require.Len(t, orders, 1)
	require.Equal(t, second.Order, orders[0].Order)
	line := dbtest.Pages(t, func(p record.Page) ([]record.MovementEntry, *record.Cursor, error) {
		p.Limit = 2
		got, err := w.MovementTimeline(t.Context(), "move-1", true, p)
		return got.Rows, got.Next, err
	})
	require.Len(t, line, 3)
	require.Equal(t, second.Entries[1], line[0].Entry)
}

func TestAMovementOutOfPlaceIsTurnedAway(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first := dbtest.Planned("move-1", "plan")
	require.NoError(t, w.WriteMovement(t.Context(), first))
	other := dbtest.Planned("move-1", "another")
	require.Equal(t, fault.Conflict, fault.CodeOf(w.WriteMovement(t.Context(), other)))
	gap := dbtest.Planned("move-1", "gap")
	gap.Seq, gap.Next.Seq = 3, 3
	require.ErrorIs(t, w.WriteMovement(t.Context(), gap), record.ErrGap)
	stranger := held(first)
	require.Equal(t, fault.NotFound, fault.CodeOf(w.WriteMovement(t.Context(), stranger)), "a passenger who has no case")
	sold := dbtest.Planned("move-2", "plan-2")
	sold.Next.Seats, sold.Next.Blocked = 1, 2
	require.Equal(t, fault.Invalid, fault.CodeOf(w.WriteMovement(t.Context(), sold)), "more seats blocked than there are")
	_, err := w.Movement(t.Context(), "move-2")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

func TestMovementsAreListed(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	for i := range 7 {
		m := dbtest.Planned(casework.Ref(fmt.Sprintf("move-%d", i)), casework.Key(fmt.Sprintf("plan-%d", i)))
		m.Next.Legs[0].DepartsAt = dbtest.Day.AddDate(0, 0, i/2)
		if i == 3 {
			m.Passengers = []movement.Passenger{{Case: "case-a", Block: "case-a", State: movement.Held, Since: dbtest.Day, Seat: 1}}
			m.Next.Passengers = m.Passengers
		}
		require.NoError(t, w.WriteMovement(t.Context(), m))
	}
	read := func(f record.MovementFilter) []record.MovementRow {
		return dbtest.Pages(t, func(p record.Page) ([]record.MovementRow, *record.Cursor, error) {
			f.Page = p
			got, err := w.Movements(t.Context(), f)
			return got.Rows, got.Next, err
		})
	}
	all := read(record.MovementFilter{Status: movement.Planned, Desk: "tha-escort"})
	require.Len(t, all, 7)
	require.Equal(t, casework.Ref("move-6"), all[0].Ref)
	require.Len(t, read(record.MovementFilter{Desk: "idn-receiving"}), 7)
	require.Empty(t, read(record.MovementFilter{Desk: "tha-screener"}))
	require.Len(t, read(record.MovementFilter{From: dbtest.Day.AddDate(0, 0, 1), Before: dbtest.Day.AddDate(0, 0, 2)}), 2)
	require.Len(t, read(record.MovementFilter{Case: "case-a"}), 1)
	require.Empty(t, read(record.MovementFilter{Operation: "op-1"}))
}

func TestNoNoticeAboutADeadPassenger(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"case-a", "case-b", "case-c"} {
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
		if ref == "case-c" {
			death := dbtest.Next(c, casework.KindReport)
			death.Next.Ended = &casework.End{At: death.At, Deceased: true}
			w.Write(t, death)
		}
	}
	first := dbtest.Planned("move-1", "plan")
	require.NoError(t, w.WriteMovement(t.Context(), first))
	require.NoError(t, w.WriteMovement(t.Context(), held(first)))
	got, err := w.Notices(t.Context(), record.NoticeFilter{Movement: "move-1"})
	require.NoError(t, err)
	require.Len(t, got.Rows, 1)
	require.Equal(t, string(movement.NoticeSeatFree), got.Rows[0].Kind)
}
