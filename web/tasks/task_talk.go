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

// talkRead is how much of the history is searched for what was said at a task.
const talkRead = 100

// findTalk asks for what was asked and answered at a task, or at the task that a question belongs to, and
// for the votes of its panel.
func (p *pages) findTalk(ctx context.Context, s shownTask) (talk, votes []record.TimelineEntry, err error) {
	asked := s.task.For != "" || s.task.Asked != "" || s.task.Version > 1
	if !asked || !slices.Contains(s.of.May, policy.ShowTimeline) {
		return nil, nil, nil
	}
	history, err := p.Usecases.ShowTimeline(ctx, s.task.Case, false, act.Paging{Limit: talkRead})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range history.Rows {
		switch e.Code {
		case casework.EntryTaskAsked, casework.EntryTaskAnswered:
			if e.Task == s.task.ID || s.task.For != "" && e.Task == s.task.For {
				talk = append(talk, e)
			}
		case casework.EntryVoted:
			if e.Task == s.task.ID {
				votes = append(votes, e)
			}
		default:
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
