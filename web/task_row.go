package web

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// taskRows returns tasks as rows for their reader. The first row of the reader's own desk has the
// primary button if primary is true.
func (p *Pages) taskRows(tasks []usecase.Task, user identity.Caller, now time.Time, primary bool) []view.Task {
	zone := p.zoneOf(user)
	var out []view.Task
	for _, t := range tasks {
		row := p.taskRow(t, user, now, zone)
		row.First = primary && len(out) == 0 && t.Desk == user.Actor.Desk
		out = append(out, row)
	}
	return out
}

func (p *Pages) taskRow(t usecase.Task, user identity.Caller, now time.Time, zone *time.Location) view.Task {
	since := t.StartedAt
	if since.IsZero() {
		since = t.OpenedAt
	}
	row := view.Task{
		Person: view.Person{Ref: string(t.Case), Path: casePath(t.Case), Origin: string(t.Origin), Badges: personBadges(t.Minor, t.Deceased)},
		Step:   view.Named("step", t.Step), Badges: taskBadges(t, user), Desk: p.deskName(t.Desk),
		Since: view.Moment{At: since, Zone: zone}, Age: view.Say("tasks.age", p.age(t.Desk, since, now)), Clock: p.clockOf(t, now, zone),
		Act: view.Say("tasks.open"), Path: taskPath(t.Case, t.ID), Past: t.Status != record.TaskOpen,
	}
	if t.Desk == user.Actor.Desk && t.Status == record.TaskOpen {
		row.Act = view.Say("tasks.answer")
	}
	if t.Asked != "" {
		row.Note = view.Say("tasks.asked")
	}
	if next := t.NextEscalation; next != nil && t.Pause == nil && next.Level != casework.EscalationDigest && next.Level != casework.EscalationReminder {
		row.Next = view.Say("tasks.next", view.Named("level_next", next.Level), view.Moment{At: next.At, Zone: zone})
	}
	return row
}

// personBadges say what everybody must know of a person.
func personBadges(minor, deceased bool) []view.Badge {
	var out []view.Badge
	if minor {
		out = append(out, view.Badge{Text: view.Say("tasks.child"), Tone: view.Waits})
	}
	if deceased {
		out = append(out, view.Badge{Text: view.Say("tasks.deceased"), Tone: view.Quiet})
	}
	return out
}

func taskBadges(t usecase.Task, user identity.Caller) []view.Badge {
	var out []view.Badge
	switch {
	case t.ClaimedBy == nil:
	case t.ClaimedBy.Account == user.Actor.Account:
		out = append(out, view.Badge{Text: view.Say("tasks.claimed_me")})
	default:
		out = append(out, view.Badge{Text: view.Say("tasks.claimed"), Tone: view.Quiet})
	}
	switch {
	case t.For != "":
		out = append(out, view.Badge{Text: view.Say("tasks.question"), Tone: view.Waits})
	case t.Attempt > 1:
		out = append(out, view.Badge{Text: view.Count("tasks.again", t.Attempt-1), Tone: view.Waits})
	}
	return out
}
