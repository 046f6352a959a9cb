package visible

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Summary returns a line about a case as the caller sees it. The requests that it counts, and the first that is
// due, are for a caller outside the case those of their own desk; so are the time and the number of the newest change. A desk
// that only owes an attestation sees the reference and its own requests: the stage is that of its own part, and
// whether the case stands still, has a seat or has ended is not in the line.
func Summary(c record.CaseSummary, state *casework.Case, seen request.Visibility, now time.Time) record.CaseSummary {
	if !seen.Outside() {
		return c
	}
	desk := seen.Actor().Desk
	c.OpenTasks, c.Overdue, c.NextDue = 0, 0, nil
	for _, t := range state.Tasks {
		if t.Desk != desk {
			continue
		}
		c.OpenTasks++
		due := t.DueAt()
		if t.Pause != nil || due.IsZero() {
			continue
		}
		if due.Before(now) {
			c.Overdue++
		}
		if c.NextDue == nil || due.Before(*c.NextDue) {
			c.NextDue = &due
		}
	}
	c.UpdatedAt = lastOf(state, desk)
	c.Seq = seen.Change(c.Seq, c.UpdatedAt)
	if seen.Owing() {
		c.Stage, c.Modality, c.Paused, c.Movement = stageOf(state, desk), state.Rules.Modality, nil, ""
		c.Closed, c.Deceased, c.EndedAt = false, false, nil
	}
	return c
}

// Newest returns the number of the newest change of a case as the caller sees it: outside the case that of the newest
// part of their own desk.
func Newest(state *casework.Case, seen request.Visibility) int64 {
	return seen.Change(state.Seq, lastOf(state, seen.Actor().Desk))
}

// lastOf returns the time of the newest part that a desk has in a case, or else that of its opening.
func lastOf(state *casework.Case, desk casework.DeskID) time.Time {
	last := state.OpenedAt
	add := func(of casework.DeskID, at ...time.Time) {
		for _, one := range at {
			if of == desk && one.After(last) {
				last = one
			}
		}
	}
	for _, t := range state.Tasks {
		add(t.Desk, t.OpenedAt, t.ClaimedAt)
	}
	for _, s := range state.Settlements {
		add(s.By.Desk, s.At)
	}
	for _, f := range state.Facts {
		add(f.By.Desk, f.At)
	}
	for _, u := range state.Undo {
		add(u.Desk, u.Ordered, u.Done)
	}
	return last
}

// stageOf returns the stage of the newest step of a case of which a desk had received something; that of the
// registration if there is none.
func stageOf(state *casework.Case, desk casework.DeskID) casework.Stage {
	step := casework.StepRegister
	for _, u := range state.Undo {
		if u.Desk == desk && u.Step != "" {
			step = u.Step
		}
	}
	spec, _ := casework.SpecOf(step)
	return spec.Stage
}
