package say

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/view"
)

// Rows returns tasks as rows of a list. The first row has the page's primary button if primary is true
// and it is a task of the user's own desk.
func (r Reader) Rows(tasks []visible.Task, primary bool) []view.Task {
	var out []view.Task
	for _, t := range tasks {
		row := r.row(t)
		row.First = primary && len(out) == 0 && r.Mine(t.Desk)
		out = append(out, row)
	}
	return out
}

func (r Reader) row(t visible.Task) view.Task {
	since := WaitsSince(t)
	row := view.Task{
		Person: view.Person{Ref: string(t.Case), Path: casePathOf(t), Origin: string(t.Origin), Badges: PersonBadges(t.Minor, t.Deceased)},
		Step:   view.Named("step", t.Step), Badges: r.taskBadges(t), Desk: r.DeskName(t.Desk),
		Since: r.At(since), Age: r.Ago(t.Desk, since), Clock: r.TaskClock(t),
		Act: view.Say("tasks.open"), Path: TaskPath(t.Case, t.ID), Past: t.Status != record.TaskOpen,
	}
	if r.Mine(t.Desk) && t.Status == record.TaskOpen {
		row.Act, row.Path = view.Say("tasks.answer"), AnswerPath(t.Case, t.Task)
		row.Tick = selection.Item{Case: t.Case, Task: t.ID}.String()
	}
	if t.Asked != "" {
		row.Note = view.Say("tasks.asked")
	}
	// Escalations before a task is overdue concern the desk alone.
	if next := t.NextEscalation; next != nil && t.Pause == nil && next.Level != casework.EscalationDigest && next.Level != casework.EscalationReminder {
		row.Next = r.Then(next, t.Due)
	}
	return row
}

// PersonBadges say what everybody must know of a person.
func PersonBadges(minor, deceased bool) []view.Badge {
	var out []view.Badge
	if minor {
		out = append(out, view.Badge{Text: view.Say("tasks.child"), Tone: view.Waits})
	}
	if deceased {
		out = append(out, view.Badge{Text: view.Say("tasks.deceased"), Tone: view.Quiet})
	}
	return out
}

func (r Reader) taskBadges(t visible.Task) []view.Badge {
	var out []view.Badge
	if claimed := r.Claimed(t); claimed.Key != "" {
		out = append(out, view.Badge{Text: claimed, Tone: view.Quiet})
		if t.Away != nil {
			out = append(out, view.Badge{Text: view.Say("tasks.away", r.At(t.Away.Until), string(t.Away.StandIn)), Tone: view.Waits})
		}
		if t.ClaimedBy.Account == r.User.Actor.Account {
			out[0].Tone = ""
		}
	}
	switch {
	case t.For != "":
		out = append(out, view.Badge{Text: view.Say("tasks.question"), Tone: view.Waits})
	case t.Attempt > 1:
		out = append(out, view.Badge{Text: view.Count("tasks.again", t.Attempt-1), Tone: view.Waits})
	}
	return out
}

// WaitsSince is since when the desk is waited for.
func WaitsSince(t visible.Task) time.Time {
	if t.StartedAt.IsZero() {
		return t.OpenedAt
	}
	return t.StartedAt
}

// casePathOf is the path of the case of a task; "" for a question of whose case a list shows nothing.
func casePathOf(t visible.Task) string {
	if t.Step.Base() == casework.StepInformation && t.Origin == "" {
		return ""
	}
	return CasePath(t.Case)
}
