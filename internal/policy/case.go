package policy

import (
	"maps"
	"slices"

	"example.org/homeward/internal/casework"
)

// OfCase makes the subject that a case is. A desk has a part in it from when it is first
// asked; the case's own team (registrar, caseworker, supervisor) from when it is opened. A
// desk that was given something and had it taken back has no part in it any more: access
// ends with the consent that it rested on. agencyOf says whose a desk is, "" for unknown.
func OfCase(c *casework.Case, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	s := Subject{Host: c.Rules.Host}
	for _, t := range c.Tasks {
		s.Desks = with(s.Desks, t.Desk, agencyOf)
	}
	for _, kind := range []casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor} {
		s.Asked = with(s.Asked, c.Rules.Desks[kind], agencyOf)
	}
	var asked []casework.DeskID
	for _, step := range slices.Sorted(maps.Keys(c.Attempts)) {
		desk, _ := c.Rules.DeskOf(step)
		asked = append(asked, desk)
	}
	for _, settled := range c.Settlements {
		asked = append(asked, settled.By.Desk)
	}
	for _, desk := range asked {
		if !takenBack(c, desk) {
			s.Asked = with(s.Asked, desk, agencyOf)
		}
	}
	return s
}

// OfTask makes the subject that a task of a case is: it waits for its desk alone.
func OfTask(c Subject, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	c.Desks = with(nil, desk, agencyOf)
	return c
}

// takenBack says whether all that a desk was given for a case has been asked back.
func takenBack(c *casework.Case, desk casework.DeskID) bool {
	back := false
	for _, u := range c.Undo {
		if u.Desk != desk || casework.UndoSpecOf(u.Kind).Way != casework.ByAttest {
			continue
		}
		switch u.State {
		case casework.UndoArmed:
			return false
		case casework.UndoOrdered, casework.UndoDone, casework.UndoLeft:
			back = true
		case casework.UndoSpent:
		}
	}
	return back
}

func with(places []Place, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) []Place {
	if desk == "" {
		return places
	}
	for _, p := range places {
		if p.Desk == desk {
			return places
		}
	}
	return append(places, Place{Desk: desk, Agency: agencyOf(desk)})
}
