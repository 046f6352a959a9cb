package policy

import (
	"cmp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// OfCase returns the Subject for a case at an instant. A desk of care is involved from its first request, any
// other as partsOf says; the case team (registrar, caseworker, supervisor) is involved from the opening of
// the case. A question involves no desk: a desk that is only asked for information sees that question and its own answer. A desk from
// which everything was taken back is not involved: its access ends with the consent that the access
// depended on. As long as that desk owes an attestation that it deleted the data, it sees which case
// it is and nothing else. After the attestation it has no relation to the case. agencyOf returns the
// agency of a desk, or "" if the desk is unknown.
func OfCase(c *casework.Case, agencyOf func(casework.DeskID) casework.AgencyID, now time.Time) Subject {
	s := Subject{Host: c.Rules.Host, Feared: Feared(c), Consents: consentsOf(c, now), Ordered: ordersOf(c, now)}
	for _, t := range c.Tasks {
		switch t.Step.Base() {
		case casework.StepAttest:
			s.OwesDeletion = addDesk(s.OwesDeletion, t.Desk, agencyOf)
		case casework.StepInformation:
			s.Questioned = addDesk(s.Questioned, t.Desk, agencyOf)
		default:
			s.Desks = addDesk(s.Desks, t.Desk, agencyOf)
		}
	}
	for _, desk := range Team(c.Rules.Desks) {
		s.Asked = addDesk(s.Asked, desk, agencyOf)
	}
	for _, one := range partsOf(c) {
		switch {
		case takenBack(c, one.desk):
			if !slices.Contains(s.TakenBack, one.desk) {
				s.TakenBack = append(s.TakenBack, one.desk)
			}
		case one.stands:
			s.Asked = addDesk(s.Asked, one.desk, agencyOf)
		}
	}
	return s.withAccess(c, now)
}

// givesAPart reports whether a desk that has or had a request for a step has a part in the case. A
// request to delete and a question for information give none.
func givesAPart(step casework.Step) bool {
	return step.Base() != casework.StepAttest && step.Base() != casework.StepInformation
}

// withAccess adds the agencies that have a grant, the accounts with running emergency access, and the
// excluded accounts.
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

// DeskRelations lists every desk that has a part in the subject: once for each of the relations
// OwnDesk, Involved, OwesDeletion and Questioned that it has.
func (s Subject) DeskRelations() []DeskRelation {
	var out []DeskRelation
	for how, places := range map[Relation][]DeskAgency{OwnDesk: s.Desks, Involved: s.Asked, OwesDeletion: s.OwesDeletion, Questioned: s.Questioned} {
		for _, p := range places {
			out = append(out, DeskRelation{p, how})
		}
	}
	slices.SortFunc(out, func(a, b DeskRelation) int {
		return cmp.Or(cmp.Compare(a.Desk, b.Desk), cmp.Compare(a.Relation, b.Relation))
	})
	return out
}

// DeskRelation is a desk with its relation to a subject: OwnDesk, Involved, OwesDeletion or Questioned.
type DeskRelation struct {
	DeskAgency

	Relation Relation
}

// Team lists the desks of a case's own team among those that its rules name: registrar, caseworker
// and supervisor. They have a part in the case from when it is opened.
func Team(desks map[casework.DeskKind]casework.DeskID) []casework.DeskID {
	var out []casework.DeskID
	for _, kind := range []casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor} {
		if desk := desks[kind]; desk != "" {
			out = append(out, desk)
		}
	}
	return out
}

// OfTask returns the Subject for one task of a case: as the case, but waiting for the task's desk only.
func OfTask(c Subject, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	c.Desks = addDesk(nil, desk, agencyOf)
	return c
}

// OfEndedTask returns the Subject for a task that is no longer open: for a desk that has a part in the case as
// OfTask, and for any other as the case, which may show it nothing.
func OfEndedTask(c Subject, desk casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	if c.HasPart(desk) {
		return OfTask(c, desk, agencyOf)
	}
	return c
}

// takenBack reports whether everything that a desk received for a case was asked back.
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
