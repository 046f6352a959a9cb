package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/view"
)

// historyRead is how much of the history is searched for what happened at a task.
const historyRead = 100

// findTalk asks for what was asked and answered at a task, or at the task that a question belongs to, and
// for the votes of its panel.
func (p *pages) findTalk(ctx context.Context, s shownTask) (talk, votes []record.TimelineEntry, err error) {
	if s.task.For == "" && s.task.Asked == "" && s.task.Version <= 1 {
		return nil, nil, nil
	}
	if talk, err = p.Usecases.ListTalk(ctx, s.task.Case, s.task.ID); err != nil || !s.task.Spec.Quorum || !slices.Contains(s.of.May, policy.ShowTimeline) {
		return talk, nil, err
	}
	history, err := p.Usecases.ShowTimeline(ctx, s.task.Case, false, act.Paging{Limit: historyRead})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range history.Rows {
		if e.Code == casework.EntryVoted && e.Task == s.task.ID {
			votes = append(votes, e)
		}
	}
	return talk, votes, nil
}

// talked writes it, newest first.
func (s shownTask) talked() []view.Event {
	var out []view.Event
	for _, e := range s.talk {
		out = append(out, s.Event(e))
	}
	return out
}
