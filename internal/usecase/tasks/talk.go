package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// talkRead is how much of the history of a case is searched for what was said at a task.
const talkRead = 100

// ListTalk lists what was asked and answered at a task, newest first; of a question, at the task that it
// belongs to. A desk that was asked sees the question, and nothing else of the case.
func (s *Tasks) ListTalk(ctx context.Context, ref casework.Ref, id casework.TaskID) ([]record.TimelineEntry, error) {
	return act.Run(ctx, s.core, policy.ShowTask, act.OfCase(ref), func(ctx context.Context) ([]record.TimelineEntry, error) {
		c, found, err := s.taskFor(ctx, ref, id)
		if err != nil {
			return nil, err
		}
		at := found.ID
		if found.For != "" {
			at = found.For
		}
		history, err := s.store.Timeline(ctx, record.TimelineFilter{Case: ref, Newest: true, Page: record.Page{Limit: talkRead}})
		if err != nil {
			return nil, act.AsMissing(err)
		}
		var out []record.TimelineEntry
		for _, e := range history.Rows {
			if e.Task != at || !policy.EntryTextAddressed(e.Code) || !heard(e, found, c.Seen) {
				continue
			}
			line := record.TimelineEntry{
				Case: e.Case, Seq: c.Seen.Change(e.Seq, e.At), N: e.N, At: e.At, Kind: e.Kind, By: visible.Actor(e.By, request.From(ctx).Actor), Erased: e.Erased,
				Entry: casework.Entry{Code: e.Code, Step: e.Step, Task: e.Task, Desk: e.Desk, Detail: e.Detail},
			}
			if line.Words = visible.Words(e, c.Seen); line.Words == "" {
				line.Detail = ""
			}
			out = append(out, line)
		}
		return out, nil
	})
}

// heard reports whether the caller sees a line: both desks do, and so does her team. A desk that answers a
// question does not see what was asked before at the same task.
func heard(e record.TimelineEntry, t casework.Task, seen request.Visibility) bool {
	own := seen.Actor().Desk
	if !seen.Outside() {
		return true
	}
	return slices.Contains([]casework.DeskID{e.Desk, e.By.Desk}, own) && (t.For == "" || !e.At.Before(t.OpenedAt))
}
