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
func (d *draft) depart() error {
	if d.m.Status != Boarding {
		return fault.New(fault.Conflict, "no passenger has boarded")
	}
	if missing := d.places(in(OnManifest)); len(missing) > 0 {
		return fault.New(fault.Conflict, "the roll call is not complete").With(Named{d.refs(missing)})
	}
	aboard := d.places(in(Aboard))
	if len(aboard) == 0 {
		return fault.New(fault.Conflict, "no passenger has boarded")
	}
	if err := d.requireReplies(aboard); err != nil {
		return err
	}
	m := &d.m
	if last := &m.Legs[len(m.Legs)-1]; !d.cmd.ArrivesAt.IsZero() {
		if !d.cmd.ArrivesAt.After(last.DepartsAt) || !d.cmd.ArrivesAt.After(d.cmd.At) {
			return fault.New(fault.Invalid, "a leg arrives after it departs")
		}
		last.ArrivesAt, d.legs = d.cmd.ArrivesAt.UTC(), true
	}
	for _, i := range d.backwards(d.places(in(Held, HasTicket))) {
		d.about = append(d.about, m.Passengers[i].Case)
		d.leave(i, Off, WhyLeftBehind, false)
	}
	for _, i := range d.places(in(Standby)) {
		d.leave(i, Off, WhyLeftBehind, true)
	}
	m.Status, m.DepartedAt = Departed, d.cmd.At
	for _, i := range aboard {
		d.move(i, Away, "")
		d.addEntry(EntryDeparted, m.Passengers[i].Case, "")
		d.send(i, casework.MoveDepart, "", nil)
	}
	d.about = append(d.about, d.refs(aboard)...)
	d.notify(NoticeDeparted, "", m.Receiving)
	return nil
}

// arrive records what the receiving desk confirms, and no other desk can (G27, I10).
func (d *draft) arrive() error {
	if d.cmd.By.Desk != d.m.Receiving {
		return fault.New(fault.Denied, "only the receiving desk confirms an arrival")
	}
	if d.m.Status != Departed {
		return fault.New(fault.Conflict, "the movement has not departed")
	}
	if len(d.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := d.passengers(d.cmd.Items, in(Away), "a passenger named here is not on the way")
	if err != nil {
		return err
	}
	if err := d.requireReplies(places); err != nil {
		return err
	}
	for n, i := range places {
		outcome := d.cmd.Items[n].Outcome
		switch outcome {
		case casework.Met, casework.Detained, casework.Hospital:
		case casework.NotMet:
			d.notify(NoticeNotMet, casework.EscalationHeadOfDesk, d.m.Receiving)
			d.notify(NoticeNotMet, casework.EscalationCoordinator, d.m.Receiving)
		default:
			return fault.New(fault.Invalid, "an arrival ends as met, not_met, detained or hospital")
		}
		if len(d.cmd.Items[n].Facts) > 0 {
			return fault.New(fault.Invalid, "this cannot be stated here")
		}
		d.move(i, HasArrived, "")
		d.at(i).Outcome = outcome
		d.addEntry(EntryArrived, d.m.Passengers[i].Case, string(outcome))
		d.send(i, casework.MoveArrive, outcome, nil)
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
		if m.Proposal != nil {
			sooner(m.Proposal.Until)
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
func (d *draft) tick() error {
	m := &d.m
	due := func(at time.Time) bool { return !at.IsZero() && !at.After(d.cmd.At) }
	if m.Over() {
		return nil
	}
	if m.Status == Departed {
		if !m.Reminded && due(m.ArrivesAt().Add(ArrivalDue)) {
			m.Reminded = true
			d.addEntry(EntryArrivalDue, "", "")
			d.notify(NoticeArrivalDue, "", m.Receiving)
		}
		if !m.Alarmed && due(m.ArrivesAt().Add(ArrivalAlarm)) {
			m.Alarmed = true
			d.addEntry(EntryArrivalAlarm, "", "")
			d.notify(NoticeArrivalAlarm, casework.EscalationHeadOfDesk, m.Receiving)
			d.notify(NoticeArrivalAlarm, casework.EscalationCoordinator, m.Receiving)
			d.notify(NoticeArrivalAlarm, "", m.Desk)
		}
		return nil
	}
	d.expireProposal()
	if !m.Late && due(m.DepartsAt().Add(DepartureReport)) {
		m.Late = true
		d.addEntry(EntryUnreported, "", "")
		d.notify(NoticeUnreported, "", m.Desk)
	}
	for _, i := range d.backwards(d.places(in(Held))) {
		if m.holding(i) && due(m.Passengers[i].HeldUntil) {
			d.leaveTogether(i, WhyExpired, false)
		}
	}
	return nil
}
