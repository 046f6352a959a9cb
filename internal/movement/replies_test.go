package movement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// lineOf is what the answer to the last command that a person sent says of a case, now.
func (tr *trip) lineOf(ref casework.Ref) movement.Line {
	tr.Helper()
	last := tr.m.Settled[len(tr.m.Settled)-1].Answer
	for _, l := range last.Passengers {
		if l.Case == ref {
			return l
		}
	}
	return movement.Line{}
}

func TestWhatARefusalPutsBack(t *testing.T) {
	t.Parallel()
	family := []movement.Block{block("a", "b"), block("c")}
	for name, c := range map[string]struct {
		reach  func(*trip)
		refuse casework.MoveKind
		a, b   movement.State
		words  []string
		notice bool
		status movement.Status
	}{
		"a seat: she and her family are off, and only her family is told": {
			reach: func(tr *trip) { tr.hold(family...) }, refuse: casework.MoveHold,
			a: movement.Off, b: movement.Off, words: []string{"b release"}, status: movement.Holding,
		},
		"a ticket: the seat stays": {
			reach: func(tr *trip) {
				tr.hold(family...)
				tr.agree()
				tr.do(movement.Command{Kind: movement.KindTicket})
			}, refuse: casework.MoveTicket,
			a: movement.Held, b: movement.HasTicket, status: movement.Ticketed,
		},
		"the manifest: she is excluded, never waived": {
			reach: func(tr *trip) {
				tr.ticketed(family...)
				tr.do(movement.Command{Kind: movement.KindLock})
			}, refuse: casework.MoveLock,
			a: movement.Off, b: movement.Off, words: []string{"b unlock", "b release", "a release"}, status: movement.Locked,
		},
		"boarding: before the door again": {
			reach: func(tr *trip) {
				tr.locked(family...)
				tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, "a", "b", "c")})
			}, refuse: casework.MoveBoard,
			a: movement.OnManifest, b: movement.Aboard, status: movement.Boarding,
		},
		"departure: she gets off, and so does her family": {
			reach: func(tr *trip) {
				tr.boarded(family...)
				tr.do(movement.Command{Kind: movement.KindDepart, By: by(escort)})
			}, refuse: casework.MoveDepart,
			a: movement.Off, b: movement.Off, words: []string{"b release", "a release"}, status: movement.Departed,
		},
		"arrival: still to be confirmed": {
			reach: func(tr *trip) {
				tr.departed(family...)
				tr.do(movement.Command{Kind: movement.KindArrive, By: by(receiving), Items: says(casework.Met, "a", "b", "c")})
			}, refuse: casework.MoveArrive,
			a: movement.Away, b: movement.HasArrived, notice: true, status: movement.Departed,
		},
		"a slip: off the manifest with her family, ticket and seat stay": {
			reach: func(tr *trip) {
				tr.locked(family...)
				tr.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().AddDate(0, 0, 2)})
			}, refuse: casework.MoveSlip,
			a: movement.HasTicket, b: movement.HasTicket, words: []string{"b unlock", "a unlock"}, status: movement.Locked,
		},
		"the end of a seat: a person has to look": {
			reach: func(tr *trip) {
				tr.ticketed(family...)
				tr.do(movement.Command{Kind: movement.KindRelease, Items: says("", "a")})
			}, refuse: casework.MoveRelease,
			a: movement.Off, b: movement.Off, notice: true, status: movement.Ticketed,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := planned(t, 5, 0)
			c.reach(tr)
			tr.hear(map[casework.Ref]casework.MoveKind{"a": c.refuse})
			require.Equal(t, c.a, tr.state("a"))
			require.Equal(t, c.b, tr.state("b"))
			require.Equal(t, c.words, tr.words())
			require.Equal(t, c.status, tr.m.Status)
			if c.notice {
				require.Contains(t, tr.last.Notices, movement.Notice{Kind: movement.NoticeMessageRefused, Desk: desk, Case: "a"})
			} else {
				require.NotContains(t, tr.notices(), movement.NoticeMessageRefused)
			}
			require.Equal(t, movement.Entry{Code: movement.EntryRefused, Case: "a", Detail: "gate_closed", Gates: []casework.GateID{"G12"}}, tr.last.Entries[0])
			line := tr.lineOf("a")
			require.Equal(t, fault.GateClosed, line.Refused)
			require.Equal(t, []casework.GateID{"G12"}, line.Gates)
			require.Equal(t, c.a, line.State)
			require.Equal(t, c.b, tr.lineOf("b").State)
			require.Equal(t, c.status, tr.m.Settled[len(tr.m.Settled)-1].Answer.Status)
		})
	}
}

func TestAgreementIsNoChange(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.hold(each("a", "b")...)
	seq := tr.m.Seq
	require.True(t, tr.m.HasPending(seq))
	tr.do(movement.Command{Kind: movement.KindReplied, Replies: []movement.Reply{
		{Key: tr.m.Outbox[0].Command.Key}, {Key: tr.m.Outbox[1].Command.Key, Later: true}, {Key: "unheard of"},
	}})
	require.Equal(t, seq, tr.m.Seq)
	require.Equal(t, []string{"b hold"}, tr.words())
	require.True(t, tr.m.Waiting("b"))
	tr.agree()
	require.False(t, tr.m.HasPending(seq))
}

func TestSheIsOffWhateverHerCaseThinks(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.boarded(each("a", "b")...)
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.ChangedMind, "a")})
	tr.hear(map[casework.Ref]casework.MoveKind{"a": casework.MoveBoard})
	require.Equal(t, movement.Off, tr.state("a"))
	require.Equal(t, []string{"a release"}, tr.words())
	require.Equal(t, []movement.NoticeKind{movement.NoticeMessageRefused}, tr.notices())
}

func TestAMovementThatAllCasesRefuseHasNotLeft(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.boarded(each("a")...)
	tr.do(movement.Command{Kind: movement.KindDepart, By: by(escort)})
	tr.hear(map[casework.Ref]casework.MoveKind{"a": casework.MoveDepart})
	require.Equal(t, movement.Cancelled, tr.m.Status)
}

func TestARefusedSeatTakesTheWordsAfterItAlong(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.hold(each("a")...)
	hold := tr.m.Outbox[0].Command.Key
	tr.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().AddDate(0, 0, 1)})
	require.Equal(t, []string{"a hold", "a slip"}, tr.words())
	tr.do(movement.Command{Kind: movement.KindReplied, Replies: []movement.Reply{{Key: hold, Refused: fault.NotFound}}})
	require.Empty(t, tr.words())
	require.Equal(t, movement.Off, tr.state("a"))
}

func TestAnswersAreCarriedWithinBounds(t *testing.T) {
	t.Parallel()
	tr := planned(t, 1000, 0)
	var many []casework.Ref
	for i := range 40 {
		many = append(many, casework.Ref("c-"+string(rune('a'+i%26))+string(rune('a'+i/26))))
	}
	tr.hold(each(many...)...)
	tr.agree()
	for day := range 510 {
		tr.do(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().AddDate(0, 0, day+1)})
		tr.agree()
	}
	require.Len(t, tr.m.Settled, 500)
	held := 0
	for _, k := range tr.m.Settled {
		held += len(k.Answer.Passengers)
	}
	require.LessOrEqual(t, held, 2000)
	require.Len(t, tr.m.Settled[499].Answer.Passengers, 40)
}
