package view_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/view"
)

// inboxOf is an inbox with requests of these cases, as it is read some time after noon.
func inboxOf(after time.Duration, change func(*view.Task), refs ...string) view.Inbox {
	at := view.Moment{At: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), Zone: time.UTC}
	page := view.Inbox{Frame: view.Frame{Path: "/inbox", SignedIn: true}, DeskName: "Casework"}
	for _, ref := range refs {
		row := view.Task{
			Person: view.Person{Ref: ref}, Step: view.Named("step", "screening"), Since: at, Age: view.Count("age.hours", int(after/time.Hour)),
			Clock: view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", view.Count("age.hours", 30-int(after/time.Hour)))},
		}
		if change != nil {
			change(&row)
		}
		page.Tasks.Rows = append(page.Tasks.Rows, row)
	}
	return page
}

// A mark stays the same as long as nothing but the time passes, and counts the rows that have changed.
func TestAMarkCountsWhatHasChanged(t *testing.T) {
	t.Parallel()
	before := view.MarkOf(inboxOf(time.Hour, nil, "a", "b", "c"))
	claimed := func(row *view.Task) { row.Badges = []view.Badge{{Text: view.Say("tasks.claimed")}} }
	late := func(row *view.Task) { row.Clock.State = view.ClockRed }
	another := inboxOf(time.Hour, nil, "a", "b", "c")
	another.DeskName = "Registrar"
	for name, tt := range map[string]struct {
		now  view.View
		want int
	}{
		"an hour has passed":        {inboxOf(2*time.Hour, nil, "a", "b", "c"), 0},
		"in another order":          {inboxOf(time.Hour, nil, "c", "b", "a"), 0},
		"one has come":              {inboxOf(time.Hour, nil, "a", "b", "c", "d"), 1},
		"one has gone":              {inboxOf(time.Hour, nil, "a", "b"), 1},
		"one has come, two gone":    {inboxOf(time.Hour, nil, "a", "d"), 2},
		"a colleague is on all":     {inboxOf(time.Hour, claimed, "a", "b", "c"), 3},
		"all have become overdue":   {inboxOf(time.Hour, late, "a", "b", "c"), 3},
		"something beside the rows": {another, 1},
	} {
		require.Equal(t, tt.want, view.Changes(before, view.MarkOf(tt.now)), name)
	}
	require.Equal(t, 1, view.Changes("odd", before))
}

// A mark does not depend on what is made for one showing of a page alone.
func TestAMarkOfATaskLeavesOutKeys(t *testing.T) {
	t.Parallel()
	of := func(key, outcome string) string {
		return view.MarkOf(view.TaskPage{
			Form: &view.DecisionForm{Key: key, Version: 2, Outcomes: view.OutcomeChoice{Answers: []view.Outcome{{Value: outcome}}}},
			Acts: []view.SmallForm{{ID: "ask", Key: key}}, Step: view.Named("step", "screening"),
		})
	}
	require.Equal(t, of("one", "refer"), of("two", "refer"))
	require.NotEqual(t, of("one", "refer"), of("one", "not_indicated"))
	require.NotEqual(t, view.MarkOf(view.TaskPage{Step: view.Named("step", "screening")}), view.MarkOf(view.TaskPage{Step: view.Named("step", "triage")}))
}
