package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// slip changes the departure, to a later or an earlier one, and sends a message to every case that has
// a seat: its gates may close again, because a medical check or a permit runs out. After the
// departure only the arrival can be changed; the alarm is then set again.
func (d *draft) slip() error {
	m := &d.m
	legs := slices.Clone(m.Legs)
	last := &legs[len(legs)-1]
	if m.Status == Departed {
		if !d.cmd.DepartsAt.IsZero() || !d.cmd.ArrivesAt.After(d.cmd.At) {
			return fault.New(fault.Conflict, "the movement has departed: only a later arrival can be given")
		}
		last.ArrivesAt = d.cmd.ArrivesAt.UTC()
		m.Reminded, m.Alarmed = false, false
		return d.slipTo(legs)
	}
	if !d.cmd.DepartsAt.After(d.cmd.At) {
		return fault.New(fault.Invalid, "the new departure is in the future")
	}
	by := d.cmd.DepartsAt.Sub(m.DepartsAt())
	for i := range legs {
		legs[i].DepartsAt, legs[i].ArrivesAt = legs[i].DepartsAt.Add(by), legs[i].ArrivesAt.Add(by)
	}
	if !d.cmd.ArrivesAt.IsZero() {
		last.ArrivesAt = d.cmd.ArrivesAt.UTC()
	}
	if slices.Equal(legs, m.Legs) {
		return fault.New(fault.Conflict, "the movement departs then already")
	}
	m.Late = false
	if err := d.slipTo(legs); err != nil {
		return err
	}
	seated := d.places(State.Seated)
	d.about = d.refs(seated)
	for _, i := range seated {
		d.send(i, casework.MoveSlip, "", nil)
	}
	return nil
}

func (d *draft) slipTo(legs []Leg) error {
	if err := checkLegs(legs); err != nil {
		return err
	}
	d.m.Legs, d.legs = legs, true
	d.addEntry(EntrySlipped, "", string(d.cmd.Cause))
	d.notify(NoticeSlipped, "", append(slices.Clone(d.m.Escorts), d.m.Receiving)...)
	return nil
}

// swap changes the number of seats. If there are fewer seats than are sold, the last in the fair order
// lose theirs, whole blocks only, and wait on standby (field reference 13.42). The order is recorded, so
// that it can be explained.
func (d *draft) swap() error {
	if err := checkSeats(d.cmd.Seats, d.cmd.Blocked); err != nil {
		return err
	}
	m := &d.m
	if m.Seats == d.cmd.Seats && m.Blocked == d.cmd.Blocked {
		return fault.New(fault.Conflict, "the movement has that many seats already")
	}
	m.Seats, m.Blocked = d.cmd.Seats, d.cmd.Blocked
	d.addEntry(EntrySwapped, "", string(d.cmd.Cause))
	if m.Free() >= 0 {
		return nil
	}
	groups := m.groups(func(p Passenger) bool { return p.State.Seated() })
	d.order = allot(groups, m.Seats-m.Blocked, func(group) bool { return false })
	var losing []int
	for n, g := range groups {
		if !d.order[n].Seated {
			d.order[n].Because = WhySwapped
			losing = append(losing, g.at...)
		}
	}
	for _, i := range d.backwards(losing) {
		d.about = append(d.about, m.Passengers[i].Case)
		d.leave(i, Standby, WhySwapped, false)
	}
	return nil
}

// cancel takes all passengers off in reverse order: the last assigned seat is undone first, and for each
// passenger the manifest before the ticket before the seat. The cases continue.
func (d *draft) cancel() error {
	seated := d.backwards(d.places(State.Seated))
	d.about = d.refs(seated)
	d.m.Status, d.m.EndedAt, d.m.Proposal = Cancelled, d.cmd.At, nil
	d.addEntry(EntryCancelled, "", string(d.cmd.Cause))
	for _, i := range seated {
		d.leave(i, Off, WhyCancelled, false)
	}
	for _, i := range d.places(in(Standby)) {
		d.leave(i, Off, WhyCancelled, true)
	}
	d.notify(NoticeCancelled, "", append(slices.Clone(d.m.Escorts), d.m.Receiving, d.m.Desk)...)
	return nil
}

// separate records that two cases must not travel together, or may again. It is accepted until the
// departure, also when the manifest is locked. If both have a seat, one loses it at once.
func (d *draft) separate() error {
	pair := d.cmd.Pair
	if pair == nil || pair.A == pair.B || !validRef(pair.A) || !validRef(pair.B) {
		return fault.New(fault.Invalid, "a separation names two cases")
	}
	if y := d.cmd.Yields; y != "" && (d.cmd.Lifted || y != pair.A && y != pair.B) {
		return fault.New(fault.Invalid, "one of the two gives way")
	}
	m, s := &d.m, pair.ordered()
	at := slices.Index(m.Separations, s)
	switch {
	case d.cmd.Lifted && at < 0, !d.cmd.Lifted && at >= 0:
		return nil // it is so already
	case d.cmd.Lifted:
		m.Separations = slices.Delete(m.Separations, at, at+1)
		d.addEntry(EntryReunited, s.A, "")
		d.addEntry(EntryReunited, s.B, "")
		return nil
	case len(m.Separations) >= maxKnown:
		return fault.New(fault.TooLarge, "a movement keeps at most 1000 separations")
	}
	m.Separations = append(m.Separations, s)
	d.addEntry(EntrySeparated, s.A, "")
	d.addEntry(EntrySeparated, s.B, "")
	a, b := m.index(s.A), m.index(s.B)
	if a < 0 || b < 0 || m.Passengers[a].State == Off || m.Passengers[b].State == Off {
		return nil
	}
	yields := d.yielding(a, b)
	if m.Passengers[a].Block == m.Passengers[b].Block {
		d.split(yields)
	}
	if m.Passengers[a].State.Seated() && m.Passengers[b].State.Seated() {
		for _, i := range m.members(yields) {
			d.about = append(d.about, m.Passengers[i].Case)
		}
		d.leaveTogether(yields, WhySeparated, false)
	}
	return nil
}

// yielding returns the passenger who gives way: the one that the command names, or the later in the fair order.
func (d *draft) yielding(a, b int) int {
	m := &d.m
	switch d.cmd.Yields {
	case m.Passengers[a].Case:
		return a
	case m.Passengers[b].Case:
		return b
	}
	of := func(i int) group { return group{block: m.Passengers[i].Case, need: m.Passengers[i].Need} }
	if m.Passengers[a].Block != m.Passengers[b].Block {
		groups := m.groups(func(p Passenger) bool { return p.State != Off })
		find := func(i int) group {
			return groups[slices.IndexFunc(groups, func(g group) bool { return slices.Contains(g.at, i) })]
		}
		of = find
	}
	if of(a).before(of(b)) < 0 {
		return b
	}
	return a
}

// split takes one member out of her block: protection goes before travelling as one.
func (d *draft) split(i int) {
	rest := slices.DeleteFunc(d.m.members(i), func(j int) bool { return j == i })
	name := d.m.Passengers[rest[0]].Case
	for _, j := range rest {
		d.at(j).Block = name
	}
	p := d.at(i)
	p.Block = p.Case
	d.addEntry(EntryBlockSplit, p.Case, string(WhySeparated))
}
