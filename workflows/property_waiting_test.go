package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
)

// TestADeskIsAlwaysWaitedFor: the question on every screen has an answer in every life. An
// open case has a task at a desk, or a gate, a consent or a person that its way waits for.
func TestADeskIsAlwaysWaitedFor(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		_, h := live(rt)
		for i, change := range h.changes {
			c := change.Next
			if c.Ended != nil && c.Ended.Closed {
				require.Empty(rt, c.Tasks, "a closed case asks nobody")
				continue
			}
			about := ""
			if i > 0 {
				cmd := h.commands[i-1]
				about = string(cmd.Kind) + " " + string(cmd.Event) + " " + string(cmd.Outcome)
			}
			require.True(rt, len(c.Tasks) > 0 || len(c.Waits) > 0 || c.Pause != nil, "nobody is waited for after %s", about)
			for _, task := range c.Tasks {
				require.NotEmpty(rt, task.Desk, "I9: %s is nobody's", task.ID)
			}
			for _, w := range c.Waits {
				require.False(rt, w.Since.IsZero() || w.Since.After(change.At), "a wait has an age")
				require.True(rt, w.Gate != "" || w.For != "", "a wait says what for")
			}
		}
	})
}

// The values that a change writes to the record are those of the case after it.
func TestAChangeAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		_, h := live(rt)
		open := map[casework.TaskID]casework.Task{}
		for i, change := range h.changes {
			require.Equal(rt, int64(i+1), change.Seq)
			for _, task := range change.Opened {
				require.NotContains(rt, open, task.ID, "%s is asked twice", task.ID)
				open[task.ID] = task
			}
			for _, task := range change.Updated {
				open[task.ID] = task
			}
			for _, closed := range change.Closed {
				require.Contains(rt, open, closed.Task, "%s is closed and was not open", closed.Task)
				delete(open, closed.Task)
			}
			require.Len(rt, change.Next.Tasks, len(open))
			for _, task := range change.Next.Tasks {
				kept, ok := open[task.ID]
				require.True(rt, ok)
				require.Equal(rt, task.Version, kept.Version, task.ID)
				require.Equal(rt, task.Desk, kept.Desk, task.ID)
				require.Equal(rt, task.Pause, kept.Pause, task.ID)
				require.Equal(rt, task.ClaimedBy, kept.ClaimedBy, task.ID)
				require.Equal(rt, task.Fired, kept.Fired, task.ID)
				require.Equal(rt, task.For, kept.For, task.ID)
				require.Equal(rt, task.Asked, kept.Asked, task.ID)
			}
			facts := map[casework.FactName]string{}
			for _, f := range change.Facts {
				facts[f.Name] = f.Value
			}
			for name, value := range facts {
				require.True(rt, change.Next.FactIs(name, value), name)
			}
		}
	})
}

// TestAClockIsSetForEveryTask: a task without a ladder would never be overdue.
func TestAClockIsSetForEveryTask(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p, _ := live(rt)
		for _, task := range p.c.Tasks {
			require.Equal(rt, task.Step != casework.StepSolution, len(task.Escalations) > 0, "%s has no clock", task.ID)
			require.False(rt, task.StartedAt.Before(task.OpenedAt), task.ID)
		}
		if due := p.c.NextDue(); !due.IsZero() {
			require.True(rt, due.After(p.c.TickedAt), "what is due comes after what was looked at")
		}
	})
}
