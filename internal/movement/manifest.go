package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ticket issues tickets. Each case replies whether its ticket may be issued (G12).
func (t *draft) ticket() error {
	items := t.cmd.Items
	if len(items) == 0 {
		for _, ref := range t.refs(t.places(in(Held))) {
			items = append(items, Item{Case: ref})
		}
	}
	places, err := t.passengers(items, in(Held), "a passenger named here has no seat, or a ticket already")
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fault.New(fault.Conflict, "no passenger has a seat without a ticket")
	}
	if err := t.requireReplies(places); err != nil {
		return err
	}
	for n, i := range places {
		t.move(i, HasTicket, "")
		p := t.at(i)
		p.Document = items[n].Document
		t.addEntry(EntryTicketed, p.Case, "")
		t.send(i, casework.MoveTicket, "", nil)
	}
	return nil
}

// lock fixes the manifest: all who have a seat must have a ticket, and are on it. A passenger whose case
// refuses (G13) is excluded, with her block; so is one for whom the manifest names another document
// than her ticket (I5). When it is locked already, the passengers named, or else all who can be,
// are added in a new version: a passenger who was struck off because a permit had run out comes
// back this way when it is renewed.
func (t *draft) lock() error {
	late := t.m.Status == Locked || t.m.Status == Boarding
	named, err := t.passengers(t.cmd.Items, in(HasTicket), "a passenger named here has no ticket, or is on the manifest already")
	if err != nil {
		return err
	}
	ready, err := t.listable(named, late)
	if err != nil {
		return err
	}
	if err := t.requireReplies(ready); err != nil {
		return err
	}
	said := map[int]Item{}
	for n, i := range named {
		item := t.cmd.Items[n]
		if err := checkFacts(item.Facts, casework.FactNamesMatch, casework.FactSeparated); err != nil {
			return err
		}
		said[i] = item
	}
	t.about = t.refs(ready)
	if !late {
		t.m.Status = Locked
	}
	t.addEntry(EntryLocked, "", "")
	for _, i := range ready {
		if doc := said[i].Document; doc != "" && doc != t.m.Passengers[i].Document {
			t.lines = append(t.lines, Line{Case: t.m.Passengers[i].Case, Refused: fault.Conflict})
			t.leaveTogether(i, WhyDocument, false)
		}
	}
	for _, i := range ready {
		if t.m.Passengers[i].State != HasTicket {
			continue
		}
		t.move(i, OnManifest, "")
		p := t.at(i)
		p.Listed = p.Document
		t.addEntry(EntryListed, p.Case, "")
		t.send(i, casework.MoveLock, "", said[i].Facts)
	}
	return nil
}

// listable returns the passengers who can be on the manifest now. A block is on it only if each of its
// members has a ticket.
func (t *draft) listable(named []int, late bool) ([]int, error) {
	if held := t.places(in(Held)); len(held) > 0 && !late {
		return nil, fault.New(fault.Conflict, "a passenger has a seat and no ticket").With(Named{t.refs(held)})
	}
	var ready []int
	for _, i := range t.places(in(HasTicket)) {
		members := t.m.members(i)
		wanted := !late || len(named) == 0 || slices.ContainsFunc(members, func(j int) bool { return slices.Contains(named, j) })
		whole := !slices.ContainsFunc(members, func(j int) bool { return t.m.Passengers[j].State != HasTicket })
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
func (t *draft) unlock() error {
	if t.m.Status != Locked && t.m.Status != Boarding {
		return fault.New(fault.Conflict, "the manifest is not locked")
	}
	places := t.backwards(t.places(in(OnManifest, Aboard)))
	t.about = t.refs(places)
	t.m.Status = Ticketed // settle finds what it is
	t.addEntry(EntryUnlocked, "", "")
	for _, i := range places {
		t.unlist(i, "", false)
	}
	return nil
}

// checkFacts lets only these facts through, stated as "yes" or "no", each once.
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
