package movement_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestSeatsGoByNeedAndBlocksStayWhole(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 1) // four seats to give
	old, fresh := start().Add(-90*24*time.Hour), start().Add(-24*time.Hour)
	answer := tr.hold(
		needing(movement.Need{Since: fresh}, "late-1"),
		needing(movement.Need{Since: old}, "fam-1", "fam-2", "fam-3"),
		needing(movement.Need{AtRisk: true, Since: fresh}, "risk-1"),
		needing(movement.Need{Medical: true, Since: fresh}, "ill-1"),
		needing(movement.Need{Child: true, Since: fresh}, "child-1", "guard-1"),
	)
	require.Equal(t, map[casework.Ref]movement.State{
		"ill-1": movement.Held, "child-1": movement.Held, "guard-1": movement.Held, "risk-1": movement.Held,
		"fam-1": movement.Standby, "fam-2": movement.Standby, "fam-3": movement.Standby, "late-1": movement.Standby,
	}, lines(answer))
	var order []casework.Ref
	for _, r := range tr.last.Order {
		order = append(order, r.Block)
	}
	require.Equal(t, []casework.Ref{"ill-1", "child-1", "risk-1", "fam-1", "late-1"}, order)
	require.Equal(t, movement.WhyFull, tr.why("fam-2"))
	require.Zero(t, tr.m.Free())
	require.Equal(t, movement.Holding, tr.m.Status)
	require.ElementsMatch(t, []string{"ill-1 hold", "child-1 hold", "guard-1 hold", "risk-1 hold"}, tr.words())
}

func TestASmallerBlockMayFitWhereALargerDoesNot(t *testing.T) {
	t.Parallel()
	tr := planned(t, 2, 0)
	answer := tr.hold(needing(movement.Need{Medical: true}, "a", "b", "c"), block("d"))
	require.Equal(t, movement.Standby, lines(answer)["a"])
	require.Equal(t, movement.Held, lines(answer)["d"])
}

func TestHoldIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code   fault.Code
		blocks []movement.Block
	}{
		"for nobody":                        {fault.Invalid, nil},
		"for an empty block":                {fault.Invalid, []movement.Block{{}}},
		"for one person twice":              {fault.Invalid, each("x", "x")},
		"for a person by name":              {fault.Invalid, each("Somebody Else")},
		"for one who has a seat":            {fault.Conflict, each("seated")},
		"for part of a block that waits":    {fault.Conflict, each("w-1")},
		"for two in a block who are apart":  {fault.Conflict, []movement.Block{block("p", "q")}},
		"while a case has not answered yet": {fault.Busy, each("silent")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := planned(t, 10, 0)
			tr.hold(block("seated"))
			tr.do(movement.Command{Kind: movement.KindStandby, Blocks: []movement.Block{block("w-1", "w-2")}})
			tr.do(movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "p", B: "q"}})
			tr.agree()
			tr.hold(block("silent"))
			tr.do(movement.Command{Kind: movement.KindRelease, Items: says("", "silent")})
			tr.refuses(c.code, movement.Command{Kind: movement.KindHold, Blocks: c.blocks})
		})
	}
}

func TestStandbyIsPromotedByAPersonOnly(t *testing.T) {
	t.Parallel()
	tr := planned(t, 2, 0)
	tr.hold(each("a", "b")...)
	tr.agree()
	waiting := start().Add(-time.Hour)
	tr.do(movement.Command{Kind: movement.KindStandby, Blocks: []movement.Block{
		needing(movement.Need{Since: waiting}, "c", "d"), needing(movement.Need{Since: waiting.Add(time.Minute)}, "e"),
	}})
	require.Empty(t, tr.words())
	answer := tr.do(movement.Command{Kind: movement.KindRelease, Items: says("", "a")})
	require.Equal(t, []casework.Ref{"e"}, answer.Proposed) // c and d come first, and do not fit
	require.Equal(t, movement.Standby, tr.state("e"))
	require.Contains(t, tr.notices(), movement.NoticeSeatFree)
	require.Equal(t, []string{"a release"}, tr.words())
	tr.agree()
	answer = tr.hold(block("e"))
	require.Equal(t, movement.Held, lines(answer)["e"])
	p, _ := tr.m.Passenger("e")
	require.Equal(t, waiting.Add(time.Minute), p.Need.Since) // what is known of her need is kept
}

func TestReleaseTakesTheWholeBlock(t *testing.T) {
	t.Parallel()
	tr := planned(t, 4, 0)
	tr.ticketed(block("a", "b"), block("c"))
	answer := tr.do(movement.Command{Kind: movement.KindRelease, Items: says("", "a")})
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.Off, "b": movement.Off}, lines(answer))
	require.Equal(t, movement.WhyReleased, tr.why("a"))
	require.Equal(t, movement.WhyBlock, tr.why("b"))
	require.Equal(t, movement.HasTicket, tr.state("c"))
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindRelease, Items: says("", "a")})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindRelease})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindRelease, Items: says("", "c"), Cause: "weather"})
}

func TestAHoldRunsOutUnlessTheBlockHasATicket(t *testing.T) {
	t.Parallel()
	tr := planned(t, 6, 0)
	until := start().Add(24 * time.Hour)
	tr.do(movement.Command{Kind: movement.KindHold, Until: until, Blocks: []movement.Block{block("a", "b"), block("c", "d"), block("e")}})
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindTicket, Items: says("", "c")})
	tr.agree()
	next, ok := tr.m.Next()
	require.True(t, ok)
	require.Equal(t, until, next)
	tr.now = until
	tr.do(movement.Command{Kind: movement.KindTick})
	require.Equal(t, movement.Off, tr.state("a"))
	require.Equal(t, movement.WhyExpired, tr.why("e"))
	require.Equal(t, movement.Held, tr.state("d"))
	require.ElementsMatch(t, []string{"a release", "b release", "e release"}, tr.words())
	next, _ = tr.m.Next()
	require.Equal(t, leaving().Add(movement.DepartureReport), next)
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindHold, Until: start(), Blocks: each("z")})
}

func TestThoseWhoMustBeApartNeverBothHaveASeat(t *testing.T) {
	t.Parallel()
	pair := &movement.Separation{A: "b", B: "a"}
	for name, c := range map[string]struct {
		before func(*trip)
		yields casework.Ref
		want   map[casework.Ref]movement.State
	}{
		"the one who comes later in the order gives way": {
			func(tr *trip) { tr.locked(needing(movement.Need{AtRisk: true}, "b"), block("a", "c")) }, "",
			map[casework.Ref]movement.State{"a": movement.Off, "b": movement.OnManifest, "c": movement.Off},
		},
		"the one who is named gives way": {
			func(tr *trip) { tr.locked(needing(movement.Need{AtRisk: true}, "b"), block("a", "c")) }, "b",
			map[casework.Ref]movement.State{"a": movement.OnManifest, "b": movement.Off, "c": movement.OnManifest},
		},
		"protection goes before travelling as one": {
			func(tr *trip) { tr.locked(block("b", "a", "c")) }, "b",
			map[casework.Ref]movement.State{"a": movement.OnManifest, "b": movement.Off, "c": movement.OnManifest},
		},
		"one on standby stays there": {
			func(tr *trip) {
				tr.ticketed(block("b"))
				tr.do(movement.Command{Kind: movement.KindStandby, Blocks: each("a")})
			}, "",
			map[casework.Ref]movement.State{"a": movement.Standby, "b": movement.HasTicket},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := planned(t, 5, 0)
			c.before(tr)
			tr.do(movement.Command{Kind: movement.KindSeparate, Pair: pair, Yields: c.yields})
			for ref, want := range c.want {
				require.Equal(t, want, tr.state(ref), ref)
			}
			require.Equal(t, []movement.Separation{{A: "a", B: "b"}}, tr.m.Separations)
			seq := tr.m.Seq
			tr.do(movement.Command{Kind: movement.KindSeparate, Pair: pair}) // it is so already
			require.Equal(t, seq, tr.m.Seq)
			tr.do(movement.Command{Kind: movement.KindSeparate, Pair: pair, Lifted: true})
			require.Empty(t, tr.m.Separations)
		})
	}
}

func TestASeparationKeepsTheOtherOnStandby(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.do(movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "a", B: "b"}})
	answer := tr.hold(each("a", "b")...)
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.Held, "b": movement.Standby}, lines(answer))
	require.Equal(t, movement.WhySeparated, tr.why("b"))
	require.Empty(t, answer.Proposed)
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "a", B: "a"}})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSeparate})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: "a", B: "c"}, Yields: "x"})
}

func TestASmallerVehicleCostsTheLowestNeedWholeBlocks(t *testing.T) {
	t.Parallel()
	tr := planned(t, 6, 0)
	tr.locked(
		needing(movement.Need{Medical: true}, "ill"), needing(movement.Need{Child: true}, "kid", "mum"),
		needing(movement.Need{Since: start()}, "p", "q"), needing(movement.Need{Since: start().Add(time.Hour)}, "r"),
	)
	answer := tr.do(movement.Command{Kind: movement.KindSwap, Seats: 5, Blocked: 1})
	require.Equal(t, map[casework.Ref]movement.State{"p": movement.Standby, "q": movement.Standby}, lines(answer))
	require.Equal(t, movement.OnManifest, tr.state("r")) // one seat was left, and fits one
	require.Equal(t, []string{"q unlock", "q release", "p unlock", "p release"}, tr.words())
	require.Equal(t, 2, tr.m.Manifest)
	require.Len(t, tr.last.Order, 4)
	require.Equal(t, movement.WhySwapped, tr.last.Order[2].Because)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindSwap, Seats: 5, Blocked: 1})
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindSwap, Seats: 0})
	tr.agree()
	answer = tr.do(movement.Command{Kind: movement.KindSwap, Seats: 9})
	require.Equal(t, []casework.Ref{"p", "q"}, answer.Proposed)
}
