package movement_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// env is a movement with the cases of its passengers, which agree or refuse as they like.
// A case knows what it has agreed to, and nothing else.
type env struct {
	*rapid.T

	m     movement.Movement
	now   time.Time
	keys  int
	cases map[casework.Ref]casework.MoveKind // what each has agreed to last; "" when it has no place
	said  map[casework.Key]bool
}

func persons() []casework.Ref { return []casework.Ref{"a", "b", "c", "d", "e", "f", "g", "h"} }

func newEnv(t *rapid.T) *env {
	w := &env{T: t, m: movement.Unplanned("m-1"), now: start(), cases: map[casework.Ref]casework.MoveKind{}, said: map[casework.Key]bool{}}
	seats := rapid.IntRange(1, 6).Draw(t, "seats")
	p := plan(seats, rapid.IntRange(0, min(2, seats)).Draw(t, "blocked"))
	w.send(movement.Command{Kind: movement.KindPlan, Plan: &p, By: by(desk)})
	w.advance(rapid.IntRange(0, 5).Draw(t, "advanced"))
	return w
}

// advance brings the movement some way along with every case agreeing, so that what happens
// late is tried as often as what happens early.
func (w *env) advance(steps int) {
	for step, cmd := range []func() movement.Command{
		func() movement.Command { return movement.Command{Kind: movement.KindHold, Blocks: w.blocks()} },
		func() movement.Command { return movement.Command{Kind: movement.KindTicket} },
		func() movement.Command { return movement.Command{Kind: movement.KindLock} },
		func() movement.Command {
			return movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, w.m.Listed()...)}
		},
		func() movement.Command { return movement.Command{Kind: movement.KindDepart, By: by(escort)} },
	} {
		if step >= steps {
			return
		}
		w.send(cmd())
		if step == steps-1 {
			return // the last words are answered by the cases as they like
		}
		var heard []movement.Reply
		for _, word := range w.m.Outbox {
			heard = append(heard, w.answer(word, "yes"))
		}
		w.send(movement.Command{Kind: movement.KindReplied, Replies: heard})
	}
}

// send sends a command and checks everything that must hold for any command.
func (w *env) send(cmd movement.Command) {
	w.keys++
	w.now = w.now.Add(time.Minute)
	cmd.At = w.now
	if cmd.Key == "" && cmd.Kind != movement.KindReplied && cmd.Kind != movement.KindTick {
		cmd.Key = casework.Key(fmt.Sprintf("key-%d", w.keys))
	}
	before := w.m.Snapshot()
	change, _, err := movement.Accept(w.m, cmd)
	require.Equal(w, before, w.m.Snapshot(), "the state before is left as it was")
	if err != nil {
		require.NotEqual(w, fault.Unknown, fault.CodeOf(err))
		return
	}
	changeAgain, _, err := movement.Accept(w.m, cmd)
	require.NoError(w, err)
	next, again := change.Take(), changeAgain.Take()
	require.Equal(w, next, again, "the same command gives the same movement")
	require.Equal(w, change, changeAgain)

	switch change.Seq {
	case w.m.Seq:
		require.Empty(w, change.Entries)
		require.Equal(w, before.Passengers, next.Passengers)
	case w.m.Seq + 1:
		require.NotEmpty(w, change.Entries)
		require.NotEmpty(w, change.Key)
		require.Equal(w, next.Snapshot(), change.Next)
		w.checkRecord(change, next)
	default:
		w.Fatalf("sequence jumped from %d to %d", w.m.Seq, change.Seq)
	}
	if before.Seq > 0 && cmd.Kind != movement.KindPlan {
		same := slices.Equal(before.Listed(), next.Listed())
		require.Equal(w, same, before.Manifest == next.Manifest, "every other list has another version")
	}
	w.m = next
	w.checkSeats()
	w.checkTogether()
	w.checkBlocks(before, change)
	w.checkApart()
	w.checkDocuments()
	w.checkStatus(before)
	w.checkWords()
	w.checkTwoPeople(before, change)
}

// answerSome lets some cases reply to their oldest message. A case agrees only to a message that can
// follow the last one it agreed to, and may refuse any that leaves it a choice.
func (w *env) answerSome() {
	var heard []movement.Reply
	busy := map[casework.Ref]bool{}
	for _, word := range w.m.Outbox {
		if busy[word.Case] {
			continue
		}
		busy[word.Case] = true
		how := rapid.SampledFrom([]string{"yes", "yes", "yes", "no", "later"}).Draw(w.T, "answer")
		heard = append(heard, w.answer(word, how))
	}
	w.send(movement.Command{Kind: movement.KindReplied, Replies: heard})
}

func (w *env) answer(word movement.CaseMessage, how string) movement.Reply {
	h := movement.Reply{Key: word.Command.Key}
	move := word.Command.Move
	after := map[casework.MoveKind][]casework.MoveKind{
		casework.MoveHold: {""}, casework.MoveTicket: {casework.MoveHold}, casework.MoveLock: {casework.MoveTicket},
		casework.MoveBoard: {casework.MoveLock}, casework.MoveDepart: {casework.MoveBoard}, casework.MoveArrive: {casework.MoveDepart},
	}
	switch {
	case how == "later":
		h.Later = true
		return h
	case move.Kind == casework.MoveRelease:
		w.cases[word.Case] = ""
	case move.Kind == casework.MoveUnlock:
		if w.cases[word.Case] == casework.MoveLock || w.cases[word.Case] == casework.MoveBoard {
			w.cases[word.Case] = casework.MoveTicket
		}
	case move.Kind == casework.MoveSlip:
		if how == "no" {
			h.Refused = fault.GateClosed
		}
	case how == "no":
		h.Refused = fault.GateClosed
	case move.Kind == casework.MoveBoard && move.Outcome != casework.Boarded:
		if w.cases[word.Case] != casework.MoveLock {
			h.Refused = fault.Conflict // it does not wait for this
			return h
		}
		w.cases[word.Case] = ""
	default:
		now := w.cases[word.Case]
		if now == "" && move.Kind != casework.MoveHold {
			h.Refused = fault.Conflict // it has taken the seat back meanwhile
			return h
		}
		require.Contains(w, after[move.Kind], now, "%s hears %s after %q", word.Case, move.Kind, now)
		w.cases[word.Case] = move.Kind
	}
	return h
}

// settle lets every case answer until nothing is left to say, and then compares: what the
// movement believes of a passenger is what her case has agreed to.
func (w *env) settle() {
	for range 100 {
		if len(w.m.Outbox) == 0 {
			break
		}
		w.answerSome()
	}
	if len(w.m.Outbox) > 0 {
		return // only cases that cannot be reached
	}
	want := map[movement.State]casework.MoveKind{
		movement.Held: casework.MoveHold, movement.HasTicket: casework.MoveTicket, movement.OnManifest: casework.MoveLock,
		movement.Aboard: casework.MoveBoard, movement.Away: casework.MoveDepart, movement.HasArrived: casework.MoveArrive,
	}
	for _, p := range w.m.Passengers {
		require.Equal(w, want[p.State], w.cases[p.Case], "%s is %s (%s)", p.Case, p.State, p.Why)
	}
}

// takeBack is a case that withdraws: for the case it is gone before the movement gets the command.
func (w *env) takeBack() {
	ref := w.person()
	if w.m.Waiting(ref) || w.m.Gone() {
		return
	}
	what := rapid.SampledFrom([]movement.TakeBack{movement.TakeManifest, movement.TakeTicket, movement.TakeSeat}).Draw(w.T, "what")
	now := w.cases[ref]
	switch {
	case what == movement.TakeManifest && (now == casework.MoveLock || now == casework.MoveBoard):
		w.cases[ref] = casework.MoveTicket
	case what == movement.TakeTicket && (now == casework.MoveLock || now == casework.MoveBoard || now == casework.MoveTicket):
		w.cases[ref] = casework.MoveHold
	case what == movement.TakeSeat:
		w.cases[ref] = ""
	}
	w.send(movement.Command{Kind: movement.KindTakeBack, Case: ref, What: what, By: casework.System()})
}

func (w *env) person() casework.Ref { return rapid.SampledFrom(persons()).Draw(w.T, "person") }

func (w *env) blocks() []movement.Block {
	var out []movement.Block
	refs := rapid.Permutation(persons()).Draw(w.T, "who")
	for range rapid.IntRange(1, 4).Draw(w.T, "blocks") {
		size := min(rapid.IntRange(1, 3).Draw(w.T, "size"), len(refs))
		need := movement.Need{Medical: rapid.Bool().Draw(w.T, "medical"), Child: rapid.Bool().Draw(w.T, "child")}
		if size > 0 {
			out = append(out, needing(need, refs[:size]...))
		}
		refs = refs[size:]
	}
	return out
}

// in are the passengers in a state; sometimes another one as well.
func (w *env) in(states ...movement.State) []casework.Ref {
	var out []casework.Ref
	for _, p := range w.m.Passengers {
		if slices.Contains(states, p.State) && rapid.IntRange(0, 3).Draw(w.T, "named") > 0 {
			out = append(out, p.Case)
		}
	}
	if rapid.IntRange(0, 19).Draw(w.T, "mistake") == 0 {
		out = append(out, w.person())
	}
	return out
}

func (w *env) documents(refs []casework.Ref) []movement.Item {
	var out []movement.Item
	for _, ref := range refs {
		out = append(out, movement.Item{Case: ref, Document: rapid.SampledFrom([]string{"", "doc-1", "doc-1", "doc-2"}).Draw(w.T, "document")})
	}
	return out
}

func (w *env) roll() []movement.Item {
	var out []movement.Item
	for _, ref := range w.in(movement.OnManifest, movement.Aboard) {
		outcome := rapid.SampledFrom([]casework.Outcome{casework.Boarded, casework.Boarded, casework.Boarded, casework.NoShow, casework.ChangedMind, casework.Offloaded}).Draw(w.T, "outcome")
		out = append(out, movement.Item{Case: ref, Outcome: outcome})
	}
	return out
}

func TestWhateverIsAsked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newEnv(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"hold":    func(*rapid.T) { w.send(movement.Command{Kind: movement.KindHold, Blocks: w.blocks()}) },
			"standby": func(*rapid.T) { w.send(movement.Command{Kind: movement.KindStandby, Blocks: w.blocks()}) },
			"release": func(*rapid.T) {
				w.send(movement.Command{Kind: movement.KindRelease, Items: says("", w.in(movement.Held, movement.HasTicket, movement.Standby)...)})
			},
			"ticket": func(*rapid.T) {
				w.send(movement.Command{Kind: movement.KindTicket, Items: w.documents(w.in(movement.Held))})
			},
			"ticket all": func(*rapid.T) { w.send(movement.Command{Kind: movement.KindTicket}) },
			"lock": func(*rapid.T) {
				w.send(movement.Command{Kind: movement.KindLock, Items: w.documents(w.in(movement.HasTicket))})
			},
			"lock all": func(*rapid.T) { w.send(movement.Command{Kind: movement.KindLock}) },
			"unlock":   func(*rapid.T) { w.send(movement.Command{Kind: movement.KindUnlock}) },
			"board":    func(*rapid.T) { w.send(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: w.roll()}) },
			"board all": func(*rapid.T) {
				var on []casework.Ref
				for _, p := range w.m.Passengers {
					if p.State == movement.OnManifest {
						on = append(on, p.Case)
					}
				}
				w.send(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, on...)})
			},
			"depart": func(*rapid.T) { w.send(movement.Command{Kind: movement.KindDepart, By: by(escort)}) },
			"arrive": func(*rapid.T) {
				w.send(movement.Command{Kind: movement.KindArrive, By: by(receiving), Items: says(casework.Met, w.in(movement.Away)...)})
			},
			"slip": func(rt *rapid.T) {
				w.send(movement.Command{Kind: movement.KindSlip, DepartsAt: leaving().AddDate(0, 0, rapid.IntRange(0, 3).Draw(rt, "days"))})
			},
			"swap": func(rt *rapid.T) {
				w.send(movement.Command{Kind: movement.KindSwap, Seats: rapid.IntRange(1, 6).Draw(rt, "seats")})
			},
			"cancel": func(rt *rapid.T) {
				w.send(movement.Command{Kind: movement.KindCancel, By: w.officer(rt)})
			},
			"agree to cancel": func(rt *rapid.T) {
				if rapid.IntRange(0, 4).Draw(rt, "really") == 0 {
					w.send(movement.Command{Kind: movement.KindAgree, By: w.officer(rt), Digest: w.digest(rt)})
				}
			},
			"refuse to cancel": func(rt *rapid.T) { w.send(movement.Command{Kind: movement.KindRefuse, By: w.officer(rt)}) },
			"separate": func(rt *rapid.T) {
				w.send(movement.Command{Kind: movement.KindSeparate, Pair: &movement.Separation{A: w.person(), B: w.person()}, Lifted: rapid.Bool().Draw(rt, "lifted")})
			},
			"take back": func(*rapid.T) { w.takeBack() },
			"tick":      func(*rapid.T) { w.send(movement.Command{Kind: movement.KindTick}) },
			"answers":   func(*rapid.T) { w.answerSome() },
			"all answer": func(*rapid.T) {
				w.settle()
			},
		})
		w.settle()
	})
}
