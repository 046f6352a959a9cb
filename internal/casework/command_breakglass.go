package casework

import "example.org/homeward/internal/fault"

// breakGlass opens the case to one officer for an hour. The reason is not judged at once, because a
// person is in danger. Another officer reviews it within a day.
func (d *draft) breakGlass() error {
	switch {
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "break-glass access needs a written reason")
	case d.cmd.Purpose == "":
		return fault.New(fault.Invalid, "name the purpose of the access")
	}
	for _, g := range d.BreakGlass {
		if g.By.Account == d.cmd.By.Account && g.Active(d.cmd.At) {
			return fault.New(fault.Conflict, "you have break-glass access already")
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

// endBreakGlass ends a break-glass access early, if it lasts.
func (d *draft) endBreakGlass(id int) {
	g := &d.BreakGlass[id-1]
	if !g.Active(d.cmd.At) {
		return
	}
	g.EndedAt = d.cmd.At
	d.change.BreakGlass = append(d.change.BreakGlass, *g)
}

// breakGlassReviewed applies the outcome of a review. An unjustified access is ended. If it harmed the
// survivor, the officer is excluded, and her safety must be looked after before the case can close.
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

// reviewsAccess reports whether a task is the review of a break-glass access. Such a task stays open
// until it is answered, through every other change of the case.
func (t Task) reviewsAccess() bool { return t.Step.Base() == StepAccessReview }
