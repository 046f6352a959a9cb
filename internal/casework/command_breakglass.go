package casework

import "example.org/homeward/internal/fault"

// breakGlass opens a case for one officer for an hour. It is not asked whether the reason is
// good: somebody is in danger. It is asked afterwards, of somebody else, within a day.
func (d *draft) breakGlass() error {
	switch {
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "breaking the glass needs a written reason")
	case d.cmd.Purpose == "":
		return fault.New(fault.Invalid, "say what the glass is broken for")
	}
	for _, g := range d.BreakGlass {
		if g.By.Account == d.cmd.By.Account && g.Active(d.cmd.At) {
			return fault.New(fault.Conflict, "the glass is broken for you already")
		}
	}
	g := BreakGlass{
		ID: len(d.BreakGlass) + 1, By: d.cmd.By, Purpose: d.cmd.Purpose, Since: d.cmd.At, Until: d.cmd.At.Add(BreakGlassDuration), Key: d.cmd.Key,
	}
	d.BreakGlass = append(d.BreakGlass, g)
	d.change.BreakGlass = append(d.change.BreakGlass, g)
	d.addEntry(Entry{Code: EntryBreakGlass, Desk: g.By.Desk, Detail: number(g.ID)})
	d.addNotice(Notice{Kind: NoticeBreakGlass, Desk: d.Rules.Desks[DeskCaseworker]})
	review := d.open(wantedTask{step: AccessReview(g.ID), desk: d.Rules.Desks[DeskSupervisor], kind: DeskSupervisor, budget: ReviewWithin})
	d.answer.Task, d.answer.Access = review.ID, g.ID
	return nil
}

// closeGlass closes broken glass before its hour is over.
func (d *draft) endBreakGlass(id int) {
	g := &d.BreakGlass[id-1]
	if !g.Active(d.cmd.At) {
		return
	}
	g.EndedAt = d.cmd.At
	d.change.BreakGlass = append(d.change.BreakGlass, *g)
}

// glassReviewed draws what follows from a review. Glass that was broken without need is closed.
// Where harm was done to her the officer is kept out from then on, and somebody has to look
// after her safety before the case can close.
func (d *draft) breakGlassReviewed(review Step, outcome Outcome) {
	g, known := d.BreakGlassUnderReview(review)
	if !known || outcome == Justified {
		return
	}
	d.endBreakGlass(g.ID)
	d.addNotice(Notice{Kind: NoticeBreakGlassMisused, Desk: d.Rules.Desks[DeskCaseworker]})
	if outcome != Harm {
		return
	}
	d.setFact(FactSafetyAlert, "open")
	if !d.Excludes(g.By.Account) {
		d.exclude(g.By.Account, g.By)
	}
}

// reviewsAccess says that a task is the review of broken glass: it stands until somebody has
// answered it, whatever becomes of the case.
func (t Task) reviewsAccess() bool { return t.Step.Base() == StepAccessReview }
