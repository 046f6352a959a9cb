package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// hold assigns seats to blocks in fair order. A block that does not fit, or that must not travel with a
// passenger who has a seat, waits on standby: it is never split.
func (d *draft) hold() error {
	if d.m.Status == Locked || d.m.Status == Boarding {
		return fault.New(fault.Conflict, "the manifest is locked; unlock it to fill a seat")
	}
	if !d.cmd.Until.IsZero() && !d.cmd.Until.After(d.cmd.At) {
		return fault.New(fault.Invalid, "the end of the hold must be in the future")
	}
	blocks, err := d.put(WhyFull)
	if err != nil {
		return err
	}
	groups := d.m.groups(func(p Passenger) bool { return p.State == Standby && slices.Contains(blocks, p.Block) })
	d.order = d.m.allotSeats(groups)
	for n, g := range groups {
		for _, i := range g.at {
			if !d.order[n].Seated {
				d.at(i).Why = d.order[n].Because
				d.addEntry(EntryStandby, d.m.Passengers[i].Case, string(d.order[n].Because))
				continue
			}
			d.seat(i)
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

func (d *draft) seat(i int) {
	d.move(i, Held, "")
	d.m.Seatings++
	p := d.at(i)
	p.Seat, p.HeldUntil = d.m.Seatings, d.cmd.Until
	d.addEntry(EntryHeld, p.Case, "")
	d.send(i, casework.MoveHold, "", nil)
}

// standby puts blocks on the standby list. Their cases get no message, because nothing was promised.
func (d *draft) standby() error {
	_, err := d.put(WhyAsked)
	if err != nil {
		return err
	}
	for _, ref := range d.about {
		d.addEntry(EntryStandby, ref, string(WhyAsked))
	}
	return nil
}

// put puts the blocks of the command on standby and returns their names. It refuses the command if a
// member has a seat already, waits in another block, or has a case that has not replied yet.
func (d *draft) put(why Why) ([]casework.Ref, error) {
	if err := d.checkBlocks(); err != nil {
		return nil, err
	}
	var names []casework.Ref
	for _, b := range d.cmd.Blocks {
		name := b.Members[0].Case
		names = append(names, name)
		for _, member := range b.Members {
			i := d.m.index(member.Case)
			if i < 0 {
				d.m.Passengers = append(d.m.Passengers, Passenger{Case: member.Case})
				i = len(d.m.Passengers) - 1
			}
			need := member.Need
			if need == (Need{}) {
				need = d.m.Passengers[i].Need
			}
			*d.at(i) = Passenger{Case: member.Case, Block: name, Need: need, State: Standby, Why: why, Since: d.cmd.At}
		}
	}
	return names, nil
}

func (d *draft) checkBlocks() error {
	var seated, waiting []casework.Ref
	for _, b := range d.cmd.Blocks {
		if len(b.Members) == 0 {
			return fault.New(fault.Invalid, "a block must have at least one member")
		}
		for _, member := range b.Members {
			switch p, known := d.m.Passenger(member.Case); {
			case !validRef(member.Case):
				return fault.New(fault.Invalid, "a member of a block must be the reference of a case")
			case slices.Contains(d.about, member.Case):
				return fault.New(fault.Invalid, "a command must name each passenger only once")
			case known && p.State.Seated(), known && p.State == Standby && !d.whole(b, p):
				seated = append(seated, member.Case)
			case d.m.Waiting(member.Case):
				waiting = append(waiting, member.Case)
			}
			d.about = append(d.about, member.Case)
		}
		if d.quarrel(b) {
			return fault.New(fault.Conflict, "members of one block must not travel together")
		}
	}
	known := len(d.m.Passengers)
	switch {
	case len(d.about) == 0:
		return fault.New(fault.Invalid, "the command names no passenger")
	case len(d.about) > maxPassengers || known+len(d.about) > maxKnown:
		return fault.New(fault.TooLarge, "a command can name at most 500 passengers, and a movement can have at most 1000")
	case len(seated) > 0:
		return fault.New(fault.Conflict, "a passenger named here already has a seat or waits in another block").With(Named{seated})
	case len(waiting) > 0:
		return fault.New(fault.Busy, "cases have not replied yet; try again").With(Named{waiting})
	}
	return nil
}

// whole reports whether a block of the command has all members of the block of p.
func (d *draft) whole(b Block, p Passenger) bool {
	for _, j := range d.m.members(d.m.index(p.Case)) {
		if !slices.ContainsFunc(b.Members, func(m Member) bool { return m.Case == d.m.Passengers[j].Case }) {
			return false
		}
	}
	return true
}

// quarrel reports whether two members of a block must not travel together.
func (d *draft) quarrel(b Block) bool {
	for i, one := range b.Members {
		for _, other := range b.Members[i+1:] {
			if d.m.separated(one.Case, other.Case) {
				return true
			}
		}
	}
	return false
}

// release takes whole blocks off, from seats or from standby.
func (d *draft) release() error {
	if len(d.cmd.Items) == 0 {
		return fault.New(fault.Invalid, "the command names no passenger")
	}
	places, err := d.passengers(d.cmd.Items, func(s State) bool { return s != Off }, "a passenger named here is not on this movement")
	if err != nil {
		return err
	}
	why := WhyReleased
	named := slices.Clone(places)
	for _, i := range named {
		for _, j := range d.m.members(i) {
			if !slices.Contains(places, j) {
				places = append(places, j)
				d.about = append(d.about, d.m.Passengers[j].Case)
			}
		}
	}
	for _, i := range d.backwards(places) {
		reason := why
		if !slices.Contains(named, i) {
			reason = WhyBlock
		}
		d.leave(i, Off, reason, false)
	}
	return nil
}
