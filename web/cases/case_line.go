package cases

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// waitsShown is how many of the open requests of a case its row names.
const waitsShown = 2

// caseLine writes a case as a row.
func (r reader) caseLine(c record.CaseSummary, waits []visible.Task, gates map[casework.Ref]cases.NextGate) view.CaseLine {
	line := view.CaseLine{
		Person: view.Person{Ref: string(c.Ref), Path: say.CasePath(c.Ref), Origin: string(c.Origin), Badges: say.PersonBadges(c.Minor, c.Deceased)},
		Stage:  view.Named("stage", c.Stage), Since: r.At(c.OpenedAt), Age: r.Ago(r.User.Actor.Desk, c.OpenedAt), Clock: r.caseClock(c, waits),
	}
	for _, t := range waits[:min(waitsShown, len(waits))] {
		line.Waits = append(line.Waits, view.OpenRequest{Step: view.Named("step", t.Step), Desk: r.DeskName(t.Desk), Path: say.TaskPath(t.Case, t.ID)})
	}
	if more := len(waits) - waitsShown; more > 0 {
		line.More = view.Count("cases.more", more)
	}
	if c.Overdue > 1 && line.Clock.State == view.ClockRed {
		line.Hint = view.Count("day.overdue_of", c.Overdue)
	}
	if next, closed := gates[c.Ref]; closed && c.EndedAt == nil {
		line.Gate = nextGate(c.Ref, next)
	}
	return line
}

// nextGate writes the next gate of a case, with the way to what is missing there.
func nextGate(ref casework.Ref, next cases.NextGate) *view.NextGate {
	out := &view.NextGate{Gate: view.Named("gate", next.Gate), Missing: view.Count("way.conditions", next.Unmet), Path: say.CasePath(ref)}
	out.Path += "#" + say.BlockedAt(next.Gate)
	if next.More > 0 {
		out.More = view.Count("cases.more_gates", next.More)
	}
	return out
}

// dueSoon is how near a date must be for the clock of a case to be amber.
const dueSoon = 48 * time.Hour

// caseClock says how the clock of a case stands: that of the request that is due first, in the working
// days of its desk if the user sees the request.
func (r reader) caseClock(c record.CaseSummary, waits []visible.Task) view.Clock {
	switch {
	case c.EndedAt != nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.closed")}
	case c.Paused != nil:
		return view.Clock{State: view.ClockStill, Text: say.StillText(c.Paused)}
	case c.NextDue == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.quiet")}
	}
	desk := r.User.Actor.Desk
	for _, t := range waits {
		if t.Due != nil && t.Due.Equal(*c.NextDue) {
			desk = t.Desk
		}
	}
	if c.NextDue.Before(r.Now) {
		return r.Late(desk, *c.NextDue)
	}
	clock := r.InTime(desk, *c.NextDue)
	if c.NextDue.Sub(r.Now) < dueSoon {
		clock.State = view.ClockAmber
	}
	return clock
}
