package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// slip changes the departure, to a later or an earlier one, and sends a message to every case that has
// a seat: its gates may close again, because a medical check or a permit runs out. After the
// departure only the arrival can be changed; the alarm is then set again.
func (t *draft) slip() error {
	m := &t.m
	legs := slices.Clone(m.Legs)
	last := &legs[len(legs)-1]
	if m.Status == Departed {
		if !t.cmd.DepartsAt.IsZero() || !t.cmd.ArrivesAt.After(t.cmd.At) {
			return fault.New(fault.Conflict, "the movement has departed: only a later arrival can be given")
		}
		last.ArrivesAt = t.cmd.ArrivesAt.UTC()
		m.Reminded, m.Alarmed = false, false
		return t.slipTo(legs)
	}
	if !t.cmd.DepartsAt.After(t.cmd.At) {
		return fault.New(fault.Invalid, "the new departure is in the future")
	}
	by := t.cmd.DepartsAt.Sub(m.DepartsAt())
	for i := range legs {
		legs[i].DepartsAt, legs[i].ArrivesAt = legs[i].DepartsAt.Add(by), legs[i].ArrivesAt.Add(by)
	}
	if !t.cmd.ArrivesAt.IsZero() {
		last.ArrivesAt = t.cmd.ArrivesAt.UTC()
	}
	if slices.Equal(legs, m.Legs) {
		return fault.New(fault.Conflict, "the movement departs then already")
	}
	m.Late = false
	if err := t.slipTo(legs); err != nil {
		return err
	}
	seated := t.places(State.Seated)
	t.about = t.refs(seated)
	for _, i := range seated {
		t.send(i, casework.MoveSlip, "", nil)
	}
	return nil
}

func (t *draft) slipTo(legs []Leg) error {
	if err := checkLegs(legs); err != nil {
		return err
	}
	t.m.Legs, t.legs = legs, true
	t.addEntry(EntrySlipped, "", string(t.cmd.Cause))
	t.notify(NoticeSlipped, "", append(slices.Clone(t.m.Escorts), t.m.Receiving)...)
	return nil
}

// swap changes the number of seats. If there are fewer seats than are sold, the last in the fair order
// lose theirs, whole blocks only, and wait on standby (field reference 13.42). The order is recorded, so
// that it can be explained.
func (t *draft) swap() error {
	if err := checkSeats(t.cmd.Seats, t.cmd.Blocked); err != nil {
		return err
	}
	m := &t.m
	if m.Seats == t.cmd.Seats && m.Blocked == t.cmd.Blocked {
		return fault.New(fault.Conflict, "the movement has that many seats already")
	}
	m.Seats, m.Blocked = t.cmd.Seats, t.cmd.Blocked
	t.addEntry(EntrySwapped, "", string(t.cmd.Cause))
	if m.Free() >= 0 {
		return nil
	}
	groups := m.groups(func(p Passenger) bool { return p.State.Seated() })
	t.order = allot(groups, m.Seats-m.Blocked, func(group) bool { return false })
	var losing []int
	for n, g := range groups {
		if !t.order[n].Seated {
			t.order[n].Because = WhySwapped
			losing = append(losing, g.at...)
		}
	}
	for _, i := range t.backwards(losing) {
		t.about = append(t.about, m.Passengers[i].Case)
		t.leave(i, Standby, WhySwapped, false)
	}
	return nil
}

// cancel takes all passengers off in reverse order: the last assigned seat is undone first, and for each
// passenger the manifest before the ticket before the seat. The cases continue.
func (t *draft) cancel() error {
	seated := t.backwards(t.places(State.Seated))
	t.about = t.refs(seated)
	t.m.Status, t.m.EndedAt = Cancelled, t.cmd.At
	t.addEntry(EntryCancelled, "", string(t.cmd.Cause))
	for _, i := range seated {
		t.leave(i, Off, WhyCancelled, false)
	}
	for _, i := range t.places(in(Standby)) {
		t.leave(i, Off, WhyCancelled, true)
	}
	t.notify(NoticeCancelled, "", append(slices.Clone(t.m.Escorts), t.m.Receiving, t.m.Desk)...)
	return nil
}

// separate records that two cases must not travel together, or may again. It is accepted until the
// departure, also when the manifest is locked. If both have a seat, one loses it at once.
func (t *draft) separate() error {
	pair := t.cmd.Pair
	if pair == nil || pair.A == pair.B || !validRef(pair.A) || !validRef(pair.B) {
		return fault.New(fault.Invalid, "a separation names two cases")
	}
	if y := t.cmd.Yields; y != "" && (t.cmd.Lifted || y != pair.A && y != pair.B) {
		return fault.New(fault.Invalid, "one of the two gives way")
	}
	m, s := &t.m, pair.ordered()
	at := slices.Index(m.Separations, s)
	switch {
	case t.cmd.Lifted && at < 0, !t.cmd.Lifted && at >= 0:
		return nil // it is so already
	case t.cmd.Lifted:
		m.Separations = slices.Delete(m.Separations, at, at+1)
		t.addEntry(EntryReunited, s.A, "")
		t.addEntry(EntryReunited, s.B, "")
		return nil
	case len(m.Separations) >= maxKnown:
		return fault.New(fault.TooLarge, "a movement keeps at most 1000 separations")
	}
	m.Separations = append(m.Separations, s)
	t.addEntry(EntrySeparated, s.A, "")
	t.addEntry(EntrySeparated, s.B, "")
	a, b := m.index(s.A), m.index(s.B)
	if a < 0 || b < 0 || m.Passengers[a].State == Off || m.Passengers[b].State == Off {
		return nil
	}
	yields := t.yielding(a, b)
	if m.Passengers[a].Block == m.Passengers[b].Block {
		t.split(yields)
	}
	if m.Passengers[a].State.Seated() && m.Passengers[b].State.Seated() {
		for _, i := range m.members(yields) {
			t.about = append(t.about, m.Passengers[i].Case)
		}
		t.leaveTogether(yields, WhySeparated, false)
	}
	return nil
}

// yielding returns the passenger who gives way: the one that the command names, or the later in the fair order.
func (t *draft) yielding(a, b int) int {
	m := &t.m
	switch t.cmd.Yields {
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
func (t *draft) split(i int) {
	rest := slices.DeleteFunc(t.m.members(i), func(j int) bool { return j == i })
	name := t.m.Passengers[rest[0]].Case
	for _, j := range rest {
		t.at(j).Block = name
	}
	p := t.at(i)
	p.Block = p.Case
	t.addEntry(EntryBlockSplit, p.Case, string(WhySeparated))
}
