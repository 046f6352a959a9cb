package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func (d *draft) addEntry(code EntryCode, ref casework.Ref, detail string) {
	d.entries = append(d.entries, Entry{Code: code, Case: ref, Detail: detail})
}

func (d *draft) notify(kind NoticeKind, rung casework.EscalationLevel, desks ...casework.DeskID) {
	for _, desk := range desks {
		d.notices = append(d.notices, Notice{Kind: kind, Desk: desk, Level: rung})
	}
}

// at returns passenger i and marks the passenger as changed.
func (d *draft) at(i int) *Passenger {
	d.touched = append(d.touched, i)
	return &d.m.Passengers[i]
}

// move puts a passenger into a state.
func (d *draft) move(i int, to State, why Why) {
	p := d.at(i)
	p.State, p.Why, p.Since = to, why, d.cmd.At
}

// send queues a message to the passenger's case, after the messages that it has not replied to yet.
func (d *draft) send(i int, what casework.MoveKind, outcome casework.Outcome, facts []casework.Statement) {
	departs := d.m.DepartsAt()
	if !d.m.DepartedAt.IsZero() {
		departs = d.m.DepartedAt
	}
	ref := d.m.Passengers[i].Case
	d.messages = append(d.messages, CaseMessage{Case: ref, Command: casework.Command{
		Kind: casework.KindMove, By: d.cmd.By, Facts: facts,
		Move: &casework.Move{Kind: what, Movement: d.m.Ref, DepartsAt: departs, Charter: d.m.Charter, Legs: d.legsFor(what), Outcome: outcome},
	}})
}

// legsFor are the legs that a message has: that of a seat, and that of a new departure.
func (d *draft) legsFor(what casework.MoveKind) []casework.TripLeg {
	if what != casework.MoveHold && what != casework.MoveSlip {
		return nil
	}
	out := make([]casework.TripLeg, len(d.m.Legs))
	for i, leg := range d.m.Legs {
		out[i] = casework.TripLeg{Mode: string(leg.Mode), From: string(leg.From), To: string(leg.To), DepartsAt: leg.DepartsAt, ArrivesAt: leg.ArrivesAt}
	}
	return out
}

// flush numbers the messages of this change and appends them to the outbox.
func (d *draft) flush() {
	for _, w := range d.messages {
		w.Seq = d.m.Seq
		w.Command.Key = MessageKey(d.m.Ref, w.Case, w.Command.Move.Kind, d.m.Seq)
		d.m.Outbox = append(d.m.Outbox, w)
	}
}

// dropPending removes the messages to a case that have no reply yet, and updates the answers of their
// changes. A message that is being sent may still get a reply, which is then ignored.
func (d *draft) dropPending(ref casework.Ref, which func(casework.MoveKind) bool) {
	about := func(w CaseMessage) bool { return w.Case == ref && which(w.Command.Move.Kind) }
	for _, w := range d.m.Outbox {
		if about(w) {
			d.reviseAnswer(w.Seq, ref)
		}
	}
	d.m.Outbox = slices.DeleteFunc(d.m.Outbox, about)
	d.messages = slices.DeleteFunc(d.messages, about)
}

// reviseAnswer has the remembered answer of an earlier change corrected for a passenger, at the end of
// this command.
func (d *draft) reviseAnswer(seq int64, ref casework.Ref) {
	if !slices.Contains(d.revised, seq) {
		d.revised = append(d.revised, seq)
	}
	d.corrections = append(d.corrections, correction{seq, ref})
}

// correction is a passenger about whom the remembered answer of change seq is no longer true.
type correction struct {
	seq int64
	ref casework.Ref
}

// linesOf returns the new lines for the answer of an earlier change.
func (d *draft) linesOf(seq int64) []Line {
	var out []Line
	for _, c := range d.corrections {
		if c.seq == seq {
			out = append(out, d.line(c.ref))
		}
	}
	return out
}

func everyMessage(casework.MoveKind) bool { return true }

// rememberAnswer makes the answer to the sender, stores it with the command's key, and returns it. For
// KindTick and KindReplied, which have no sender, it returns the zero Answer and stores nothing.
func (d *draft) rememberAnswer(changed bool) Answer {
	if d.cmd.Kind == KindTick || d.cmd.Kind == KindReplied {
		return Answer{}
	}
	m := &d.m
	k := KeyAnswer{Key: d.cmd.Key, Kind: d.cmd.Kind, Answer: Answer{
		Seq: m.Seq, Status: m.Status, Manifest: m.Manifest, Proposed: m.proposed(),
	}}
	k.Answer.Waits = d.kind == KindProposeCancel
	if changed {
		k.Seq = m.Seq
	}
	for _, ref := range d.about {
		k.Answer.Passengers = append(k.Answer.Passengers, d.line(ref))
	}
	m.remember(k)
	return k.Answer
}

// line returns the passenger's state and, if this command refused her, the refusal.
func (d *draft) line(ref casework.Ref) Line {
	line := Line{Case: ref}
	if at := slices.IndexFunc(d.refusals, func(l Line) bool { return l.Case == ref }); at >= 0 {
		line = d.refusals[at]
	}
	if p, ok := d.m.Passenger(ref); ok {
		line.State, line.Why = p.State, p.Why
	}
	return line
}

// passengers returns the indexes of the passengers that the items name. Each MUST be named once, be on
// the movement, and be in a state that fits; otherwise it returns an error with the text otherwise.
func (d *draft) passengers(items []Item, fits func(State) bool, otherwise string) ([]int, error) {
	if len(items) > maxPassengers {
		return nil, fault.New(fault.TooLarge, "a command names at most 500 passengers")
	}
	var out []int
	var unfit []casework.Ref
	for _, item := range items {
		i := d.m.index(item.Case)
		switch {
		case i < 0 || !fits(d.m.Passengers[i].State):
			unfit = append(unfit, item.Case)
		case slices.Contains(out, i):
			return nil, fault.New(fault.Invalid, "a command must name each passenger only once")
		default:
			out = append(out, i)
			d.about = append(d.about, item.Case)
		}
	}
	if len(unfit) > 0 {
		return nil, fault.New(fault.Conflict, otherwise).With(Named{unfit})
	}
	return out, nil
}

// Named is the details of a refusal: the passengers that the refusal is about.
type Named struct {
	Cases []casework.Ref `json:"cases"`
}

// requireReplies returns fault.Busy if the case of one of these passengers has not replied to a message
// yet, because the reply may change her state.
func (d *draft) requireReplies(places []int) error {
	var waiting []casework.Ref
	for _, i := range places {
		if ref := d.m.Passengers[i].Case; d.m.Waiting(ref) {
			waiting = append(waiting, ref)
		}
	}
	if len(waiting) > 0 {
		return fault.New(fault.Busy, "cases have not replied yet; try again").With(Named{waiting})
	}
	return nil
}

// places returns the indexes of the passengers whose state fits.
func (d *draft) places(fits func(State) bool) []int {
	var out []int
	for i, p := range d.m.Passengers {
		if fits(p.State) {
			out = append(out, i)
		}
	}
	return out
}

func (d *draft) refs(places []int) []casework.Ref {
	out := make([]casework.Ref, 0, len(places))
	for _, i := range places {
		out = append(out, d.m.Passengers[i].Case)
	}
	return out
}

func in(states ...State) func(State) bool {
	return func(s State) bool { return slices.Contains(states, s) }
}
