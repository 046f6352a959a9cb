package movementdb_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/dbtest"
)

// journey is a movement that its rules move, and that is written after every change, twice.
type journey struct {
	testing.TB

	w   *dbtest.Env
	m   movement.Movement
	now time.Time
}

func (v *journey) do(cmd movement.Command) {
	v.Helper()
	v.now = v.now.Add(time.Minute)
	cmd.At, cmd.Key = v.now, casework.Key(fmt.Sprintf("key-%d", v.m.Seq+1))
	if cmd.By.Desk == "" {
		cmd.By.Desk = "tha-transport"
	}
	change, _, err := movement.Accept(v.m, cmd)
	require.NoError(v, err, cmd.Kind)
	require.Equal(v, v.m.Seq+1, change.Seq, cmd.Kind)
	v.m = change.Take()
	require.NoError(v, v.w.WriteMovement(v.Context(), change), cmd.Kind)
	require.NoError(v, v.w.WriteMovement(v.Context(), change), "written twice")
	v.read(change)
	v.agree()
}

// read compares the record with the rules.
func (v *journey) read(change movement.Change) {
	v.Helper()
	got, err := v.w.Movement(v.Context(), v.m.Ref)
	require.NoError(v, err)
	wanted, err := json.Marshal(v.m.Snapshot())
	require.NoError(v, err)
	kept, err := json.Marshal(got.State)
	require.NoError(v, err)
	require.JSONEq(v, string(wanted), string(kept))
	require.Equal(v, v.m.Seats-v.m.Blocked-v.m.Free(), got.Sold)
	for _, p := range v.m.Passengers {
		places, err := v.w.PassengerPlaces(v.Context(), p.Case)
		require.NoError(v, err)
		require.Len(v, places, 1)
		require.Equal(v, p, places[0].Passenger)
		require.Equal(v, v.m.Status, places[0].Status)
	}
	require.Equal(v, len(change.Entries), v.w.Count(v, "app.movement_timeline where seq = $1", change.Seq))
	require.Equal(v, len(change.Notices), v.w.Count(v, "app.notices where movement_ref is not null and seq = $1", change.Seq))
}

// agree has every case agree; nothing is recorded of that.
func (v *journey) agree() {
	v.Helper()
	var heard []movement.Reply
	for _, word := range v.m.Outbox {
		heard = append(heard, movement.Reply{Key: word.Command.Key})
	}
	change, _, err := movement.Accept(v.m, movement.Command{Kind: movement.KindReplied, At: v.now, Replies: heard})
	require.NoError(v, err)
	require.Equal(v, v.m.Seq, change.Seq)
	v.m = change.Take()
}

func seated(refs ...casework.Ref) movement.Block {
	var b movement.Block
	for _, ref := range refs {
		b.Members = append(b.Members, movement.Member{Case: ref, Need: movement.Need{Since: dbtest.Day}})
	}
	return b
}

func called(outcome casework.Outcome, refs ...casework.Ref) []movement.Item {
	var out []movement.Item
	for _, ref := range refs {
		out = append(out, movement.Item{Case: ref, Outcome: outcome})
	}
	return out
}

func TestTheRecordFollowsAMovementFromItsPlanToItsArrival(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"a", "b", "c", "d", "e", "f"} {
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
	}
	v := &journey{TB: t, w: w, m: movement.Unplanned("m-1"), now: dbtest.Day}
	leaves := dbtest.Day.AddDate(0, 0, 3)
	v.do(movement.Command{Kind: movement.KindPlan, Plan: &movement.Plan{
		Legs: []movement.Leg{
			{Mode: movement.ByRoad, From: "THMSQ", To: "THDMK", DepartsAt: leaves, ArrivesAt: leaves.Add(9 * time.Hour)},
			{Mode: movement.ByAir, From: "THDMK", To: "IDCGK", DepartsAt: leaves.Add(12 * time.Hour), ArrivesAt: leaves.Add(16 * time.Hour)},
		},
		Seats: 5, Receiving: "idn-receiving", Escorts: []casework.DeskID{"tha-escort"},
	}})
	v.do(movement.Command{Kind: movement.KindHold, Until: dbtest.Day.Add(48 * time.Hour), Blocks: []movement.Block{seated("a", "b"), seated("c"), seated("d"), seated("e", "f")}})
	v.do(movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "c", B: "e"}})
	v.do(movement.Command{Kind: movement.KindTicket})
	v.do(movement.Command{Kind: movement.KindLock})
	v.do(movement.Command{Kind: movement.KindTakeBack, Case: "d", What: movement.TakeManifest})
	v.do(movement.Command{Kind: movement.KindLock})
	v.do(movement.Command{Kind: movement.KindSwap, Seats: 3})
	v.do(movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "c", B: "e"}, Lifted: true})
	v.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaves.AddDate(0, 0, 1), Cause: casework.CauseBorderClosed})
	escort := casework.Actor{Desk: "tha-escort"}
	v.do(movement.Command{Kind: movement.KindBoard, By: escort, Items: called(casework.Boarded, v.m.Listed()...)})
	v.do(movement.Command{Kind: movement.KindDepart, By: escort})
	v.now = v.m.ArrivesAt().Add(7 * time.Hour)
	v.do(movement.Command{Kind: movement.KindTick})
	v.do(movement.Command{Kind: movement.KindArrive, By: casework.Actor{Desk: "idn-receiving"}, Items: called(casework.Met, v.m.Listed()...)})
	require.Equal(t, movement.Arrived, v.m.Status)
	require.Equal(t, 4, v.m.Manifest)
}

func TestPassengersWithoutACaseAreRefused(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first := dbtest.Planned("m-1", "plan")
	require.NoError(t, w.WriteMovement(t.Context(), first))
	change := held(first)
	change.Passengers = slices.Clone(change.Passengers)
	change.Passengers[0].Case = "nobody"
	err := w.WriteMovement(t.Context(), change)
	require.True(t, fault.Lasting(err), "a retry would never help")
	require.NotContains(t, err.Error(), "nobody", "the error names no value")
}
