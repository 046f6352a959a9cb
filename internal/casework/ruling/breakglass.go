package ruling

import (
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

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
	g := casework.BreakGlass{
		ID: len(d.BreakGlass) + 1, By: d.cmd.By, Purpose: d.cmd.Purpose, Since: d.cmd.At, Until: d.cmd.At.Add(casework.BreakGlassDuration), Key: d.cmd.Key,
	}
	d.BreakGlass = append(d.BreakGlass, g)
	d.change.BreakGlass = append(d.change.BreakGlass, g)
	d.addEntry(casework.Entry{Code: casework.EntryBreakGlass, Desk: g.By.Desk, Detail: strconv.Itoa(g.ID)})
	d.addNotice(casework.Notice{Kind: casework.NoticeBreakGlass, Desk: d.Rules.Desks[casework.DeskCaseworker]})
	review := d.open(wantedTask{step: casework.AccessReview(g.ID), desk: d.Rules.Desks[casework.DeskSupervisor], kind: casework.DeskSupervisor, budget: casework.ReviewWithin})
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
func (d *draft) breakGlassReviewed(review casework.Step, outcome casework.Outcome) {
	g, known := d.BreakGlassUnderReview(review)
	if !known || outcome == casework.Justified {
		return
	}
	d.endBreakGlass(g.ID)
	d.addNotice(casework.Notice{Kind: casework.NoticeBreakGlassMisused, Desk: d.Rules.Desks[casework.DeskCaseworker]})
	if outcome != casework.Harm {
		return
	}
	d.setFact(casework.FactSafetyAlert, "open")
	if !d.Excludes(g.By.Account) {
		d.exclude(g.By.Account, g.By)
	}
}
