package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// hold assigns seats to blocks in fair order. A block that does not fit, or that must not travel with a
// passenger who has a seat, waits on standby: it is never split.
func (t *draft) hold() error {
	if t.m.Status == Locked || t.m.Status == Boarding {
		return fault.New(fault.Conflict, "the manifest is locked; unlock it to fill a seat")
	}
	if !t.cmd.Until.IsZero() && !t.cmd.Until.After(t.cmd.At) {
		return fault.New(fault.Invalid, "the end of the hold must be in the future")
	}
	blocks, err := t.put(WhyFull)
	if err != nil {
		return err
	}
	groups := t.m.groups(func(p Passenger) bool { return p.State == Standby && slices.Contains(blocks, p.Block) })
	t.order = t.m.allotSeats(groups)
	for n, g := range groups {
		for _, i := range g.at {
			if !t.order[n].Seated {
				t.at(i).Why = t.order[n].Because
				t.addEntry(EntryStandby, t.m.Passengers[i].Case, string(t.order[n].Because))
				continue
			}
			t.seat(i)
		}
	}
	return nil
}

// allotSeats allots the free seats to groups in their order, with regard to separations among them.
func (m *Movement) allotSeats(groups []group) []Ranked {
	var chosen []int
	return allot(groups, m.Free(), func(g group) bool {
		if m.barred(g.at, chosen) {
			return true
		}
		chosen = append(chosen, g.at...)
		return false
	})
}

func (t *draft) seat(i int) {
	t.move(i, Held, "")
	t.m.Seatings++
	p := t.at(i)
	p.Seat, p.HeldUntil = t.m.Seatings, t.cmd.Until
	t.addEntry(EntryHeld, p.Case, "")
	t.send(i, casework.MoveHold, "", nil)
}

// standby puts blocks on the standby list. Their cases get no message, because nothing was promised.
func (t *draft) standby() error {
	_, err := t.put(WhyAsked)
	if err != nil {
		return err
	}
	for _, ref := range t.about {
		t.addEntry(EntryStandby, ref, string(WhyAsked))
	}
	return nil
}

// put adds the blocks of the command as waiting and returns their names.
func (t *draft) put(why Why) ([]casework.Ref, error) {
	if err := t.checkBlocks(); err != nil {
		return nil, err
	}
	var names []casework.Ref
	for _, b := range t.cmd.Blocks {
		name := b.Members[0].Case
		names = append(names, name)
		for _, member := range b.Members {
			i := t.m.index(member.Case)
			if i < 0 {
				t.m.Passengers = append(t.m.Passengers, Passenger{Case: member.Case})
				i = len(t.m.Passengers) - 1
			}
			need := member.Need
			if need == (Need{}) {
				need = t.m.Passengers[i].Need
			}
			*t.at(i) = Passenger{Case: member.Case, Block: name, Need: need, State: Standby, Why: why, Since: t.cmd.At}
		}
	}
	return names, nil
}

func (t *draft) checkBlocks() error {
	var seated, waiting []casework.Ref
	for _, b := range t.cmd.Blocks {
		if len(b.Members) == 0 {
			return fault.New(fault.Invalid, "a block must have at least one member")
		}
		for _, member := range b.Members {
			switch p, known := t.m.Passenger(member.Case); {
			case !validRef(member.Case):
				return fault.New(fault.Invalid, "a member of a block must be the reference of a case")
			case slices.Contains(t.about, member.Case):
				return fault.New(fault.Invalid, "a command must name each passenger only once")
			case known && p.State.Seated(), known && p.State == Standby && !t.whole(b, p):
				seated = append(seated, member.Case)
			case t.m.Waiting(member.Case):
				waiting = append(waiting, member.Case)
			}
			t.about = append(t.about, member.Case)
		}
		if t.quarrel(b) {
			return fault.New(fault.Conflict, "members of one block must not travel together")
		}
	}
	known := len(t.m.Passengers)
	switch {
	case len(t.about) == 0:
		return fault.New(fault.Invalid, "the command names no passenger")
	case len(t.about) > maxPassengers || known+len(t.about) > maxKnown:
		return fault.New(fault.TooLarge, "a command can name at most 500 passengers, and a movement can have at most 1000")
	case len(seated) > 0:
		return fault.New(fault.Conflict, "a passenger named here already has a seat or waits in another block").With(Named{seated})
	case len(waiting) > 0:
		return fault.New(fault.Busy, "cases have not replied yet; try again").With(Named{waiting})
	}
	return nil
}

// whole reports whether a block of the command has all members of the block of p.
func (t *draft) whole(b Block, p Passenger) bool {
	for _, j := range t.m.members(t.m.index(p.Case)) {
		if !slices.ContainsFunc(b.Members, func(m Member) bool { return m.Case == t.m.Passengers[j].Case }) {
			return false
		}
	}
	return true
}

func (t *draft) quarrel(b Block) bool {
	for i, one := range b.Members {
		for _, other := range b.Members[i+1:] {
			if t.m.separated(one.Case, other.Case) {
				return true
			}
		}
	}
	return false
}

// release takes whole blocks off, from seats or from standby.
func (t *draft) release() error {
	if len(t.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := t.passengers(t.cmd.Items, func(s State) bool { return s != Off }, "a passenger named here is not on this movement")
	if err != nil {
		return err
	}
	why := WhyReleased
	named := slices.Clone(places)
	for _, i := range named {
		for _, j := range t.m.members(i) {
			if !slices.Contains(places, j) {
				places = append(places, j)
				t.about = append(t.about, t.m.Passengers[j].Case)
			}
		}
	}
	for _, i := range t.backwards(places) {
		reason := why
		if !slices.Contains(named, i) {
			reason = WhyBlock
		}
		t.leave(i, Off, reason, false)
	}
	return nil
}
