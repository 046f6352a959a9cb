package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func (t *draft) addEntry(code EntryCode, ref casework.Ref, detail string) {
	t.entries = append(t.entries, Entry{Code: code, Case: ref, Detail: detail})
}

func (t *draft) notify(kind NoticeKind, rung casework.EscalationLevel, desks ...casework.DeskID) {
	for _, desk := range desks {
		t.notices = append(t.notices, Notice{Kind: kind, Desk: desk, Level: rung})
	}
}

// at returns a passenger that is about to be changed.
func (t *draft) at(i int) *Passenger {
	t.touched = append(t.touched, i)
	return &t.m.Passengers[i]
}

// move puts a passenger into a state.
func (t *draft) move(i int, to State, why Why) {
	p := t.at(i)
	p.State, p.Why, p.Since = to, why, t.cmd.At
}

// send queues a message to the passenger's case, after the messages that it has not replied to yet.
func (t *draft) send(i int, what casework.MoveKind, outcome casework.Outcome, facts []casework.Statement) {
	departs := t.m.DepartsAt()
	if !t.m.DepartedAt.IsZero() {
		departs = t.m.DepartedAt
	}
	ref := t.m.Passengers[i].Case
	t.messages = append(t.messages, CaseMessage{Case: ref, Command: casework.Command{
		Kind: casework.KindMove, By: t.cmd.By, Facts: facts,
		Move: &casework.Move{Kind: what, Movement: t.m.Ref, DepartsAt: departs, Charter: t.m.Charter, Outcome: outcome},
	}})
}

// flush numbers the messages of this change and appends them to the outbox.
func (t *draft) flush() {
	for _, w := range t.messages {
		w.Seq = t.m.Seq
		w.Command.Key = MessageKey(t.m.Ref, w.Case, w.Command.Move.Kind, t.m.Seq)
		t.m.Outbox = append(t.m.Outbox, w)
	}
}

// dropPending removes the messages to a case that have no reply yet, and updates the answers of their
// changes. A message that is being sent may still get a reply, which is then ignored.
func (t *draft) dropPending(ref casework.Ref, which func(casework.MoveKind) bool) {
	about := func(w CaseMessage) bool { return w.Case == ref && which(w.Command.Move.Kind) }
	for _, w := range t.m.Outbox {
		if about(w) {
			t.reviseAnswer(w.Seq, ref)
		}
	}
	t.m.Outbox = slices.DeleteFunc(t.m.Outbox, about)
	t.messages = slices.DeleteFunc(t.messages, about)
}

// reviseAnswer updates what the answer of an earlier change says about a passenger.
func (t *draft) reviseAnswer(seq int64, ref casework.Ref) {
	if !slices.Contains(t.asked, seq) {
		t.asked = append(t.asked, seq)
	}
	t.moved = append(t.moved, consequence{seq, ref})
}

// consequence is a passenger about whom the answer of an earlier change is no longer true.
type consequence struct {
	seq int64
	ref casework.Ref
}

// linesOf are the new lines for the answer of an earlier change.
func (t *draft) linesOf(seq int64) []Line {
	var out []Line
	for _, c := range t.moved {
		if c.seq == seq {
			out = append(out, t.line(c.ref))
		}
	}
	return out
}

func everyMessage(casework.MoveKind) bool { return true }

// answer returns the answer to the sender, and remembers it with the key. The workflow's own
// commands have no sender.
func (t *draft) answer(changed bool) Answer {
	if t.cmd.Kind == KindTick || t.cmd.Kind == KindReplied {
		return Answer{}
	}
	m := &t.m
	k := KeyAnswer{Key: t.cmd.Key, Kind: t.cmd.Kind, Answer: Answer{
		Seq: m.Seq, Status: m.Status, Manifest: m.Manifest, Proposed: m.proposed(),
	}}
	if changed {
		k.Seq = m.Seq
	}
	for _, ref := range t.about {
		k.Answer.Passengers = append(k.Answer.Passengers, t.line(ref))
	}
	m.remember(k)
	return k.Answer
}

// line returns the result for one passenger, with the refusal of this command.
func (t *draft) line(ref casework.Ref) Line {
	line := Line{Case: ref}
	if at := slices.IndexFunc(t.lines, func(l Line) bool { return l.Case == ref }); at >= 0 {
		line = t.lines[at]
	}
	if p, ok := t.m.Passenger(ref); ok {
		line.State, line.Why = p.State, p.Why
	}
	return line
}

// passengers returns the places of the passengers that the items name. Each MUST be named once, be on
// the movement, and be in a state that fits; otherwise the fault has the message otherwise.
func (t *draft) passengers(items []Item, fits func(State) bool, otherwise string) ([]int, error) {
	if len(items) > maxPassengers {
		return nil, fault.New(fault.TooLarge, "a command names at most 500 passengers")
	}
	var out []int
	var unfit []casework.Ref
	for _, item := range items {
		i := t.m.index(item.Case)
		switch {
		case i < 0 || !fits(t.m.Passengers[i].State):
			unfit = append(unfit, item.Case)
		case slices.Contains(out, i):
			return nil, fault.New(fault.Invalid, "a command must name each passenger only once")
		default:
			out = append(out, i)
			t.about = append(t.about, item.Case)
		}
	}
	if len(unfit) > 0 {
		return nil, fault.New(fault.Conflict, otherwise).With(Named{unfit})
	}
	return out, nil
}

// Named are the passengers that a refusal is about: its details.
type Named struct {
	Cases []casework.Ref `json:"cases"`
}

// requireReplies returns fault.Busy if a case has not replied yet: its reply may change everything.
func (t *draft) requireReplies(places []int) error {
	var waiting []casework.Ref
	for _, i := range places {
		if ref := t.m.Passengers[i].Case; t.m.Waiting(ref) {
			waiting = append(waiting, ref)
		}
	}
	if len(waiting) > 0 {
		return fault.New(fault.Busy, "cases have not replied yet; try again").With(Named{waiting})
	}
	return nil
}

// places are the places of passengers in a state that fits.
func (t *draft) places(fits func(State) bool) []int {
	var out []int
	for i, p := range t.m.Passengers {
		if fits(p.State) {
			out = append(out, i)
		}
	}
	return out
}

func (t *draft) refs(places []int) []casework.Ref {
	out := make([]casework.Ref, 0, len(places))
	for _, i := range places {
		out = append(out, t.m.Passengers[i].Case)
	}
	return out
}

func in(states ...State) func(State) bool {
	return func(s State) bool { return slices.Contains(states, s) }
}
