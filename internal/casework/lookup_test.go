package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A person with a disputed age counts as a child. The newest statement counts; without one she counts
// as an adult.
func TestWhoIsTreatedAsAChild(t *testing.T) {
	t.Parallel()
	stated := func(values ...string) casework.Case {
		var c casework.Case
		for _, v := range values {
			c.Facts = append(c.Facts, casework.Fact{Name: casework.FactAge, Value: v})
		}
		return c
	}
	for name, tc := range map[string]struct {
		c    casework.Case
		want bool
	}{
		"nothing stated":      {stated(), false},
		"an adult":            {stated("adult"), false},
		"a minor":             {stated("minor"), true},
		"disputed":            {stated("disputed"), true},
		"assessed since":      {stated("disputed", "adult"), false},
		"disputed since":      {stated("adult", "disputed"), true},
		"another fact at all": {casework.Case{Facts: []casework.Fact{{Name: casework.FactInterpreter, Value: "minor"}}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, tc.c.Child())
		})
	}
}

func TestTheFirstOverdueTaskIsTheOneWhoseClockRuns(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	due := func(hours int) casework.Task {
		return casework.Task{Escalations: []casework.EscalationAt{
			{Level: casework.EscalationReminder, At: at}, {Level: casework.EscalationHeadOfDesk, At: at.Add(time.Duration(hours) * time.Hour)},
		}}
	}
	paused := due(1)
	paused.Pause = &casework.Pause{Cause: casework.CauseCourt}
	for name, tc := range map[string]struct {
		tasks []casework.Task
		want  time.Time
	}{
		"no task":              {nil, time.Time{}},
		"no clock":             {[]casework.Task{{}}, time.Time{}},
		"paused alone":         {[]casework.Task{paused}, time.Time{}},
		"the earliest of all":  {[]casework.Task{due(3), due(2), {}}, at.Add(2 * time.Hour)},
		"paused ones left out": {[]casework.Task{due(3), paused}, at.Add(3 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := casework.Case{Tasks: tc.tasks}
			require.Equal(t, tc.want, c.FirstOverdue())
		})
	}
}
