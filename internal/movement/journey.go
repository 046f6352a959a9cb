package movement

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// When silence is noticed [field reference, stages 3.16, 3.17 and edge case 44].
const (
	DepartureReport = 2 * time.Hour // after the planned departure the transport desk is asked whether it has left
	ArrivalDue      = 2 * time.Hour // after the planned arrival the receiver is reminded
	ArrivalAlarm    = 6 * time.Hour // after the planned arrival the alarm goes off
)

// depart records that the movement leaves, with all who have boarded. It is asked before the doors
// close: a case may still refuse (G17 to G20), and its passenger gets off. After it nothing can be
// undone.
func (t *draft) depart() error {
	if t.m.Status != Boarding {
		return fault.New(fault.Conflict, "no passenger has boarded")
	}
	if missing := t.places(in(OnManifest)); len(missing) > 0 {
		return fault.New(fault.Conflict, "the roll call is not complete").With(Named{t.refs(missing)})
	}
	aboard := t.places(in(Aboard))
	if len(aboard) == 0 {
		return fault.New(fault.Conflict, "no passenger has boarded")
	}
	if err := t.requireReplies(aboard); err != nil {
		return err
	}
	m := &t.m
	if last := &m.Legs[len(m.Legs)-1]; !t.cmd.ArrivesAt.IsZero() {
		if !t.cmd.ArrivesAt.After(last.DepartsAt) || !t.cmd.ArrivesAt.After(t.cmd.At) {
			return fault.New(fault.Invalid, "a leg arrives after it departs")
		}
		last.ArrivesAt, t.legs = t.cmd.ArrivesAt.UTC(), true
	}
	for _, i := range t.backwards(t.places(in(Held, HasTicket))) {
		t.about = append(t.about, m.Passengers[i].Case)
		t.leave(i, Off, WhyLeftBehind, false)
	}
	for _, i := range t.places(in(Standby)) {
		t.leave(i, Off, WhyLeftBehind, true)
	}
	m.Status, m.DepartedAt = Departed, t.cmd.At
	for _, i := range aboard {
		t.move(i, Away, "")
		t.addEntry(EntryDeparted, m.Passengers[i].Case, "")
		t.send(i, casework.MoveDepart, "", nil)
	}
	t.about = append(t.about, t.refs(aboard)...)
	t.notify(NoticeDeparted, "", m.Receiving)
	return nil
}

// arrive records what the receiving desk confirms, and no other desk can (G27, I10).
func (t *draft) arrive() error {
	if t.cmd.By.Desk != t.m.Receiving {
		return fault.New(fault.Denied, "only the receiving desk confirms an arrival")
	}
	if t.m.Status != Departed {
		return fault.New(fault.Conflict, "the movement has not departed")
	}
	if len(t.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := t.passengers(t.cmd.Items, in(Away), "a passenger named here is not on the way")
	if err != nil {
		return err
	}
	if err := t.requireReplies(places); err != nil {
		return err
	}
	for n, i := range places {
		outcome := t.cmd.Items[n].Outcome
		switch outcome {
		case casework.Met, casework.Detained, casework.Hospital:
		case casework.NotMet:
			t.notify(NoticeNotMet, casework.EscalationHeadOfDesk, t.m.Receiving)
			t.notify(NoticeNotMet, casework.EscalationCoordinator, t.m.Receiving)
		default:
			return fault.New(fault.Invalid, "an arrival ends as met, not_met, detained or hospital")
		}
		if len(t.cmd.Items[n].Facts) > 0 {
			return fault.New(fault.Invalid, "this cannot be stated here")
		}
		t.move(i, HasArrived, "")
		t.at(i).Outcome = outcome
		t.addEntry(EntryArrived, t.m.Passengers[i].Case, string(outcome))
		t.send(i, casework.MoveArrive, outcome, nil)
	}
	return nil
}

// Next returns the next instant at which a tick changes something, if there is one.
func (m *Movement) Next() (time.Time, bool) {
	var next time.Time
	sooner := func(at time.Time) {
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	switch {
	case m.Seq == 0 || m.Over():
	case m.Status == Departed && !m.Reminded:
		sooner(m.ArrivesAt().Add(ArrivalDue))
	case m.Status == Departed && !m.Alarmed:
		sooner(m.ArrivesAt().Add(ArrivalAlarm))
	case m.Status == Departed:
	default:
		if !m.Late {
			sooner(m.DepartsAt().Add(DepartureReport))
		}
		for i := range m.Passengers {
			if m.holding(i) {
				sooner(m.Passengers[i].HeldUntil)
			}
		}
	}
	return next, !next.IsZero()
}

// holding reports whether passenger i has a hold that can run out: no member of her block has a ticket yet.
func (m *Movement) holding(i int) bool {
	if m.Passengers[i].State != Held || m.Passengers[i].HeldUntil.IsZero() {
		return false
	}
	for _, j := range m.members(i) {
		if m.Passengers[j].State != Held {
			return false
		}
	}
	return true
}

// tick does everything that is due.
func (t *draft) tick() error {
	m := &t.m
	due := func(at time.Time) bool { return !at.IsZero() && !at.After(t.cmd.At) }
	if m.Over() {
		return nil
	}
	if m.Status == Departed {
		if !m.Reminded && due(m.ArrivesAt().Add(ArrivalDue)) {
			m.Reminded = true
			t.addEntry(EntryArrivalDue, "", "")
			t.notify(NoticeArrivalDue, "", m.Receiving)
		}
		if !m.Alarmed && due(m.ArrivesAt().Add(ArrivalAlarm)) {
			m.Alarmed = true
			t.addEntry(EntryArrivalAlarm, "", "")
			t.notify(NoticeArrivalAlarm, casework.EscalationHeadOfDesk, m.Receiving)
			t.notify(NoticeArrivalAlarm, casework.EscalationCoordinator, m.Receiving)
			t.notify(NoticeArrivalAlarm, "", m.Desk)
		}
		return nil
	}
	if !m.Late && due(m.DepartsAt().Add(DepartureReport)) {
		m.Late = true
		t.addEntry(EntryUnreported, "", "")
		t.notify(NoticeUnreported, "", m.Desk)
	}
	for _, i := range t.backwards(t.places(in(Held))) {
		if m.holding(i) && due(m.Passengers[i].HeldUntil) {
			t.leaveTogether(i, WhyExpired, false)
		}
	}
	return nil
}
