package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ticket issues tickets. Each case replies whether its ticket may be issued (G12).
func (d *draft) ticket() error {
	items := d.cmd.Items
	if len(items) == 0 {
		for _, ref := range d.refs(d.places(in(Held))) {
			items = append(items, Item{Case: ref})
		}
	}
	places, err := d.passengers(items, in(Held), "a passenger named here has no seat, or a ticket already")
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fault.New(fault.Conflict, "no passenger has a seat without a ticket")
	}
	if err := d.requireReplies(places); err != nil {
		return err
	}
	for n, i := range places {
		d.move(i, HasTicket, "")
		p := d.at(i)
		p.Document = items[n].Document
		d.addEntry(EntryTicketed, p.Case, "")
		d.send(i, casework.MoveTicket, "", nil)
	}
	return nil
}

// lock fixes the manifest: all who have a seat must have a ticket, and are on it. A passenger whose case
// refuses (G13) is excluded, with her block; so is a passenger for whom the manifest names another
// document than her ticket (I5). If the manifest is locked already, the named passengers, or all who
// qualify if none is named, are added in a new version. In this way a passenger who was taken off
// because her permit had expired comes back when the permit is renewed.
func (d *draft) lock() error {
	late := d.m.Status == Locked || d.m.Status == Boarding
	named, err := d.passengers(d.cmd.Items, in(HasTicket), "a passenger named here has no ticket, or is on the manifest already")
	if err != nil {
		return err
	}
	ready, err := d.listable(named, late)
	if err != nil {
		return err
	}
	if err := d.requireReplies(ready); err != nil {
		return err
	}
	said := map[int]Item{}
	for n, i := range named {
		item := d.cmd.Items[n]
		if err := checkFacts(item.Facts, casework.FactNamesMatch, casework.FactSeparated); err != nil {
			return err
		}
		said[i] = item
	}
	d.about = d.refs(ready)
	if !late {
		d.m.Status = Locked
	}
	d.addEntry(EntryLocked, "", "")
	for _, i := range ready {
		if doc := said[i].Document; doc != "" && doc != d.m.Passengers[i].Document {
			d.refusals = append(d.refusals, Line{Case: d.m.Passengers[i].Case, Refused: fault.Conflict})
			d.leaveTogether(i, WhyDocument, false)
		}
	}
	for _, i := range ready {
		if d.m.Passengers[i].State != HasTicket {
			continue
		}
		d.move(i, OnManifest, "")
		p := d.at(i)
		p.Listed = p.Document
		d.addEntry(EntryListed, p.Case, "")
		d.send(i, casework.MoveLock, "", said[i].Facts)
	}
	return nil
}

// listable returns the passengers who can be on the manifest now. A block is on it only if each of its
// members has a ticket.
func (d *draft) listable(named []int, late bool) ([]int, error) {
	if held := d.places(in(Held)); len(held) > 0 && !late {
		return nil, fault.New(fault.Conflict, "a passenger has a seat and no ticket").With(Named{d.refs(held)})
	}
	var ready []int
	for _, i := range d.places(in(HasTicket)) {
		members := d.m.members(i)
		wanted := !late || len(named) == 0 || slices.ContainsFunc(members, func(j int) bool { return slices.Contains(named, j) })
		whole := !slices.ContainsFunc(members, func(j int) bool { return d.m.Passengers[j].State != HasTicket })
		if wanted && whole {
			ready = append(ready, i)
		}
	}
	switch {
	case len(ready) > 0:
		return ready, nil
	case late:
		return nil, fault.New(fault.Conflict, "the manifest is locked, and no passenger can be added")
	default:
		return nil, fault.New(fault.Conflict, "no passenger has a seat")
	}
}

// unlock opens the manifest: all who are on it keep their ticket, and standby may fill the free seats.
func (d *draft) unlock() error {
	if d.m.Status != Locked && d.m.Status != Boarding {
		return fault.New(fault.Conflict, "the manifest is not locked")
	}
	places := d.backwards(d.places(in(OnManifest, Aboard)))
	d.about = d.refs(places)
	d.m.Status = Ticketed // updateStatus finds the true one
	d.addEntry(EntryUnlocked, "", "")
	for _, i := range places {
		d.unlist(i, "", false)
	}
	return nil
}

// checkFacts returns fault.Invalid unless every stated fact is one of these, is stated once, and has the
// value "yes" or "no".
func checkFacts(stated []casework.Statement, allowed ...casework.FactName) error {
	var seen []casework.FactName
	for _, s := range stated {
		if !slices.Contains(allowed, s.Name) || slices.Contains(seen, s.Name) || s.Value != "yes" && s.Value != "no" {
			return fault.New(fault.Invalid, "this cannot be stated here")
		}
		seen = append(seen, s.Name)
	}
	return nil
}
