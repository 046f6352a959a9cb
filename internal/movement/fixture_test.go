package movement_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

const (
	desk      casework.DeskID = "tha-transport"
	escort    casework.DeskID = "tha-escort"
	receiving casework.DeskID = "mmr-receiving"
)

// start is when the movements of the tests are planned, and leaving when they depart.
func start() time.Time { return time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) }

func leaving() time.Time { return start().Add(72 * time.Hour) }

func legs() []movement.Leg {
	return []movement.Leg{
		{Mode: movement.ByRoad, From: "THMSQ", To: "THDMK", DepartsAt: leaving(), ArrivesAt: leaving().Add(9 * time.Hour)},
		{Mode: movement.ByAir, From: "THDMK", To: "IDCGK", DepartsAt: leaving().Add(12 * time.Hour), ArrivesAt: leaving().Add(16 * time.Hour)},
	}
}

func plan(seats, blocked int) movement.Plan {
	return movement.Plan{Legs: legs(), Seats: seats, Blocked: blocked, Receiving: receiving, Escorts: []casework.DeskID{escort}}
}

// trip is one movement with a clock of its own and a count for keys.
type trip struct {
	testing.TB

	m    movement.Movement
	now  time.Time
	sent int
	last movement.Change
}

func planned(tb testing.TB, seats, blocked int) *trip {
	tb.Helper()
	tr := &trip{TB: tb, m: movement.Unplanned("m-1"), now: start()}
	p := plan(seats, blocked)
	tr.do(movement.Command{Kind: movement.KindPlan, Plan: &p, By: by(desk)})
	return tr
}

func by(d casework.DeskID) casework.Actor {
	return casework.Actor{Account: casework.AccountID("acct-" + string(d)), Desk: d}
}

// send sends a command a minute after the last one. The state before it must stay as it was.
func (tr *trip) send(cmd movement.Command) (movement.Answer, error) {
	tr.Helper()
	tr.now = tr.now.Add(time.Minute)
	cmd.At = tr.now
	if cmd.Key == "" {
		tr.sent++
		cmd.Key = casework.Key(fmt.Sprintf("key-%d", tr.sent))
	}
	if cmd.By == (casework.Actor{}) {
		cmd.By = by(desk)
	}
	change, first, err := movement.Accept(tr.m, cmd)
	if err != nil {
		require.NotEqual(tr, fault.Unknown, fault.CodeOf(err))
		return movement.Answer{}, err
	}
	tr.m, tr.last = change.Take(), change
	if cmd.Kind == movement.KindReplied || cmd.Kind == movement.KindTick {
		return movement.Answer{}, nil
	}
	answer, known, err := tr.m.Known(cmd.Key, cmd.Kind)
	require.NoError(tr, err)
	require.True(tr, known)
	require.Equal(tr, first, answer)
	return answer, nil
}

func (tr *trip) do(cmd movement.Command) movement.Answer {
	tr.Helper()
	answer, err := tr.send(cmd)
	require.NoError(tr, err)
	return answer
}

// cancel cancels the movement: one officer proposes it, and another agrees.
func (tr *trip) cancel(cause casework.Cause) movement.Answer {
	tr.Helper()
	answer := tr.do(movement.Command{Kind: movement.KindCancel, Cause: cause})
	require.True(tr, answer.Waits)
	return tr.do(movement.Command{Kind: movement.KindAgree, By: by("tha-movement"), Digest: tr.m.Proposal.Digest})
}

// refuses sends a command that must be refused with a code.
func (tr *trip) refuses(code fault.Code, cmd movement.Command) {
	tr.Helper()
	before := tr.m
	_, err := tr.send(cmd)
	require.Equal(tr, code, fault.CodeOf(err))
	require.Equal(tr, before, tr.m)
}

// agree has every case agree with every word.
func (tr *trip) agree() {
	tr.Helper()
	tr.hear(nil)
}

// hear answers every word that waits: those in refuse with gate_closed and G12, the others with yes.
func (tr *trip) hear(refuse map[casework.Ref]casework.MoveKind) {
	tr.Helper()
	var heard []movement.Reply
	for _, w := range tr.m.Outbox {
		h := movement.Reply{Key: w.Command.Key}
		if refuse[w.Case] == w.Command.Move.Kind {
			h.Refused, h.Gates = fault.GateClosed, []casework.GateID{"G12"}
		}
		heard = append(heard, h)
	}
	_, err := tr.send(movement.Command{Kind: movement.KindReplied, Replies: heard})
	require.NoError(tr, err)
}

func (tr *trip) hold(blocks ...movement.Block) movement.Answer {
	tr.Helper()
	return tr.do(movement.Command{Kind: movement.KindHold, Blocks: blocks})
}

// ticketed gives blocks seats and tickets, and lets the cases agree.
func (tr *trip) ticketed(blocks ...movement.Block) {
	tr.Helper()
	tr.hold(blocks...)
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindTicket})
	tr.agree()
}

func (tr *trip) locked(blocks ...movement.Block) {
	tr.Helper()
	tr.ticketed(blocks...)
	tr.do(movement.Command{Kind: movement.KindLock})
	tr.agree()
}

func (tr *trip) boarded(blocks ...movement.Block) {
	tr.Helper()
	tr.locked(blocks...)
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, tr.m.Listed()...)})
	tr.agree()
}

func (tr *trip) departed(blocks ...movement.Block) {
	tr.Helper()
	tr.boarded(blocks...)
	tr.do(movement.Command{Kind: movement.KindDepart, By: by(escort)})
	tr.agree()
}

func (tr *trip) state(ref casework.Ref) movement.State {
	tr.Helper()
	p, ok := tr.m.Passenger(ref)
	if !ok {
		return movement.NotPassenger
	}
	return p.State
}

func (tr *trip) why(ref casework.Ref) movement.Why {
	p, _ := tr.m.Passenger(ref)
	return p.Why
}

// words are what is still to be said, as "case what".
func (tr *trip) words() []string {
	var out []string
	for _, w := range tr.m.Outbox {
		s := string(w.Case) + " " + string(w.Command.Move.Kind)
		if w.Command.Move.Outcome != "" {
			s += " " + string(w.Command.Move.Outcome)
		}
		out = append(out, s)
	}
	return out
}

// entries are the codes of the last change, as "code case detail" without what is empty.
func (tr *trip) entries() []string {
	var out []string
	for _, e := range tr.last.Entries {
		s := string(e.Code)
		if e.Case != "" {
			s += " " + string(e.Case)
		}
		if e.Detail != "" {
			s += " " + e.Detail
		}
		out = append(out, s)
	}
	return out
}

func (tr *trip) notices() []movement.NoticeKind {
	var out []movement.NoticeKind
	for _, n := range tr.last.Notices {
		out = append(out, n.Kind)
	}
	return out
}

// block is people who travel as one.
func block(refs ...casework.Ref) movement.Block { return needing(movement.Need{}, refs...) }

func needing(need movement.Need, refs ...casework.Ref) movement.Block {
	var b movement.Block
	for _, ref := range refs {
		b.Members = append(b.Members, movement.Member{Case: ref, Need: need})
	}
	return b
}

// each makes everybody a block of one.
func each(refs ...casework.Ref) []movement.Block {
	var out []movement.Block
	for _, ref := range refs {
		out = append(out, block(ref))
	}
	return out
}

func says(outcome casework.Outcome, refs ...casework.Ref) []movement.Item {
	var out []movement.Item
	for _, ref := range refs {
		out = append(out, movement.Item{Case: ref, Outcome: outcome})
	}
	return out
}

func lines(a movement.Answer) map[casework.Ref]movement.State {
	out := map[casework.Ref]movement.State{}
	for _, l := range a.Passengers {
		out[l.Case] = l.State
	}
	return out
}
