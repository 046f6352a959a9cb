package movement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestCancelUndoesEverybodyInReverse(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.locked(block("a"), block("b", "c"))
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("w")})
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeTicket})
	answer := tr.cancel(casework.CauseBorderClosed)
	require.Equal(t, []string{
		"movement_cancelled border_closed",
		"taken_off_manifest c cancelled", "ticket_voided c cancelled", "seat_released c cancelled",
		"taken_off_manifest b cancelled", "ticket_voided b cancelled", "seat_released b cancelled",
		"seat_released a cancelled",
		"off_standby w cancelled",
		"manifest_version 3",
	}, tr.entries())
	require.Equal(t, []string{"c unlock", "c release", "b unlock", "b release", "a release"}, tr.words())
	require.Equal(t, movement.Cancelled, answer.Status)
	require.True(t, tr.m.Over())
	tr.agree()
	for _, kind := range movement.UpdateKinds() {
		if kind != movement.KindTakeBack {
			tr.refuses(fault.Conflict, movement.Command{Kind: kind})
		}
	}
}

func TestTakeBackInEveryState(t *testing.T) {
	t.Parallel()
	of := func(ref casework.Ref) func(*trip) {
		return func(tr *trip) { tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each(ref)}) }
	}
	states := map[string]struct {
		reach func(*trip)
		state movement.State
		rank  int
	}{
		"never a passenger": {func(*trip) {}, movement.NotPassenger, 0},
		"standby":           {of("x"), movement.Standby, 0},
		"held":              {func(tr *trip) { tr.hold(block("x")); tr.agree() }, movement.Held, 1},
		"ticketed":          {func(tr *trip) { tr.ticketed(block("x")) }, movement.HasTicket, 2},
		"locked":            {func(tr *trip) { tr.locked(block("x")) }, movement.OnManifest, 3},
		"boarded":           {func(tr *trip) { tr.boarded(block("x")) }, movement.Aboard, 3},
		"departed":          {func(tr *trip) { tr.departed(block("x")) }, movement.Away, 4},
		"arrived": {func(tr *trip) {
			tr.departed(block("x"))
			tr.do(movement.Command{Kind: movement.KindArrive, By: by(receiving), Items: says(casework.Met, "x")})
			tr.agree()
		}, movement.HasArrived, 4},
		"cancelled": {func(tr *trip) {
			tr.locked(block("x"))
			tr.cancel("")
			tr.agree()
		}, movement.Off, 0},
	}
	acts := map[movement.TakeBack]struct {
		above int
		want  movement.State
	}{movement.TakeManifest: {2, movement.HasTicket}, movement.TakeTicket: {1, movement.Held}, movement.TakeSeat: {0, movement.Off}}
	for name, from := range states {
		for what, act := range acts {
			t.Run(name+" "+string(what), func(t *testing.T) {
				t.Parallel()
				tr := planned(t, 3, 0)
				from.reach(tr)
				require.Equal(t, from.state, tr.state("x"))
				seq, manifest := tr.m.Seq, tr.m.Manifest
				cmd := movement.Command{Key: "undo-1", Kind: movement.KindTakeBack, Case: "x", What: what, By: casework.System()}
				answer := tr.do(cmd)
				require.Empty(t, tr.words(), "the case knows already")
				switch {
				case from.rank == 4:
					require.Equal(t, seq, tr.m.Seq)
					require.Equal(t, from.state, tr.state("x"))
					require.Equal(t, fault.Conflict, answer.Passengers[0].Refused)
				case from.rank > act.above, from.state == movement.Standby && what == movement.TakeSeat:
					require.Equal(t, seq+1, tr.m.Seq)
					require.Equal(t, act.want, tr.state("x"))
					require.Equal(t, movement.WhyWithdrawn, tr.why("x"))
					if from.rank == 3 {
						require.Equal(t, manifest+1, tr.m.Manifest)
					}
				default:
					require.Equal(t, seq, tr.m.Seq)
					require.Equal(t, from.state, tr.state("x"))
				}
				seq = tr.m.Seq
				cmd.Key = "undo-2"
				tr.do(cmd) // asked once more, there is nothing left to do
				require.Equal(t, seq, tr.m.Seq)
			})
		}
	}
	tr := planned(t, 3, 0)
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindTakeBack, Case: "x", What: "luggage"})
}

func TestTakeBackTellsTheRestOfTheBlockAndProposesStandby(t *testing.T) {
	t.Parallel()
	tr := planned(t, 3, 0)
	tr.boarded(block("a", "b"), block("c"))
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("w")})
	answer := tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeManifest})
	require.Equal(t, []string{"b unlock"}, tr.words())
	require.Empty(t, answer.Proposed)
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeTicket})
	require.Equal(t, movement.HasTicket, tr.state("b"))
	answer = tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeSeat})
	require.Equal(t, []string{"b unlock", "b release"}, tr.words())
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.Off, "b": movement.Off}, lines(answer))
	require.Equal(t, []casework.Ref{"w"}, answer.Proposed)
	require.Equal(t, movement.Standby, tr.state("w"))
	require.Equal(t, movement.Boarding, tr.m.Status)
}

func TestTakeBackHushesWhatItsCaseNeedNotHearAnyMore(t *testing.T) {
	t.Parallel()
	tr := planned(t, 3, 0)
	tr.hold(block("a"))
	late := tr.m.Outbox[0].Command.Key
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeSeat})
	require.Empty(t, tr.words())
	seq := tr.m.Seq
	tr.do(movement.Command{Kind: movement.KindReplied, Replies: []movement.Reply{{Key: late, Refused: fault.Conflict}}})
	require.Equal(t, seq, tr.m.Seq) // an answer about nothing
}

func TestTakeBackOfAFamilyOnStandbyTellsTheDesk(t *testing.T) {
	t.Parallel()
	tr := planned(t, 3, 0)
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: []movement.Block{block("a", "b")}})
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "a", What: movement.TakeSeat})
	require.Equal(t, movement.Off, tr.state("b"))
	require.Equal(t, []movement.NoticeKind{movement.NoticeBlockOffStandby}, tr.notices())
}
