package policy

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// OfCase makes the subject that a case is at an instant. A desk has a part in it from when it
// is first asked; the case's own team (registrar, caseworker, supervisor) from when it is
// opened. A desk that was given something and had it taken back has no part in it any more:
// access ends with the consent that it rested on, and while the desk owes the word that it
// has deleted what it had, it sees which case that was and no more. agencyOf says whose a
// desk is, "" for unknown.
func OfCase(c *casework.Case, agencyOf func(casework.DeskID) casework.AgencyID, now time.Time) Subject {
	s := Subject{Host: c.Rules.Host, Consents: consentsOf(c, now)}
	for _, t := range c.Tasks {
		if t.Step.Base() == casework.StepAttest {
			s.OwesDeletion = addDesk(s.OwesDeletion, t.Desk, agencyOf)
			continue
		}
		s.Desks = addDesk(s.Desks, t.Desk, agencyOf)
	}
	for _, kind := range []casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor} {
		s.Asked = addDesk(s.Asked, c.Rules.Desks[kind], agencyOf)
	}
	var asked []casework.DeskID
	for _, step := range slices.Sorted(maps.Keys(c.Attempts)) {
		if step.Base() == casework.StepAttest {
			continue
		}
		desk, _ := c.Rules.DeskOf(step)
		asked = append(asked, desk)
	}
	for _, settled := range c.Settlements {
		if settled.Step.Base() != casework.StepAttest {
			asked = append(asked, settled.By.Desk)
		}
	}
	for _, desk := range asked {
		if !takenBack(c, desk) {
			s.Asked = addDesk(s.Asked, desk, agencyOf)
		}
	}
	return s.withAccess(c, now)
}

// lettingIn adds who was let into the case by a grant or has broken its glass, and who is kept out of it.
func (s Subject) withAccess(c *casework.Case, now time.Time) Subject {
	for _, g := range c.Access {
		s.Grants = append(s.Grants, AgencyGrant{Agency: g.Agency, Classes: g.Classes, Purpose: g.Purpose, Expired: !c.GrantActive(g, now)})
	}
	for _, g := range c.BreakGlass {
		if g.Active(now) {
			s.Emergency = append(s.Emergency, EmergencyAccess{Account: g.By.Account, Purpose: g.Purpose})
		}
	}
	for _, e := range c.Excluded {
		if e.EndedAt.IsZero() {
			s.Excluded = append(s.Excluded, e.Account)
		}
	}
	return s
}

// Parts lists every desk that has a part in the subject, each once for each way in which it
// has: waited for, asked before, or owing its word.
func (s Subject) DeskRelations() []DeskRelation {
	var out []DeskRelation
	for how, places := range map[Relation][]DeskAgency{OwnDesk: s.Desks, Involved: s.Asked, OwesDeletion: s.OwesDeletion} {
		for _, p := range places {
			out = append(out, DeskRelation{p, how})
		}
	}
	slices.SortFunc(out, func(a, b DeskRelation) int {
		return cmp.Or(cmp.Compare(a.Desk, b.Desk), cmp.Compare(a.Relation, b.Relation))
	})
	return out
}

// Part is a desk with a part in a subject, and how it came by it: OwnDesk, Involved or Owing.
type DeskRelation struct {
	DeskAgency

	Relation Relation
}

// OfTask makes the subject that a task of a case is: it waits for its desk alone.
func OfTask(c Subject, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	c.Desks = addDesk(nil, desk, agencyOf)
	return c
}

// takenBack says whether all that a desk was given for a case has been asked back.
func takenBack(c *casework.Case, desk casework.DeskID) bool {
	back := false
	for _, u := range c.Undo {
		if u.Desk != desk || u.Kind == casework.UndoGrant || casework.UndoSpecOf(u.Kind).Method != casework.UndoByAttestation {
			continue
		}
		switch u.State {
		case casework.UndoArmed:
			return false
		case casework.UndoOrdered, casework.UndoDone, casework.UndoImpossible:
			back = true
		case casework.UndoObsolete:
		}
	}
	return back
}

func addDesk(places []DeskAgency, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) []DeskAgency {
	if desk == "" {
		return places
	}
	for _, p := range places {
		if p.Desk == desk {
			return places
		}
	}
	return append(places, DeskAgency{Desk: desk, Agency: agencyOf(desk)})
}
