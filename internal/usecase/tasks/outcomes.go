package tasks

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// OutcomePreview is what one outcome of a task would lead to, as far as the caller may know it.
type OutcomePreview struct {
	Outcome casework.Outcome
	// Opens are the requests that would be sent next. There may be more, to desks that are not named.
	Opens []casework.PreviewTask
	// Closed are the gates that refuse this outcome now.
	Closed []visible.Gate
	// Second is the desk whose officer must give the same answer before it counts; "" if the caller's answer is enough.
	Second casework.DeskID
}

// PreviewOutcomes says what each outcome of an open task would lead to, by deciding it on a copy. It
// says nothing of a step that several officers decide, because that would tell how others have
// answered, and nothing to a caller who may not decide the task.
func (s *Tasks) PreviewOutcomes(ctx context.Context, ref casework.Ref, id casework.TaskID) ([]OutcomePreview, error) {
	return act.Run(ctx, s.core, policy.ShowTask, act.OfCase(ref), func(ctx context.Context) ([]OutcomePreview, error) {
		c, found, err := s.taskFor(ctx, ref, id)
		if err != nil {
			return nil, err
		}
		spec, known := casework.SpecOf(found.Step)
		may := request.From(ctx).May(policy.DecideTask, policy.OfTask(c.Subject, found.Desk, s.core.AgencyOf))
		if _, open := c.State.Task(found.ID); !known || !may || !open || spec.Quorum || spec.ByMovement {
			return nil, nil
		}
		var out []OutcomePreview
		for _, outcome := range spec.Offered() {
			out = append(out, s.previewOutcome(ctx, c, found, outcome))
		}
		return out, nil
	})
}

// farAhead is until when an outcome holds in a preview: long enough for all that follows from it.
const farAhead = 366 * 24 * time.Hour

func (s *Tasks) previewOutcome(ctx context.Context, c act.Found, t casework.Task, outcome casework.Outcome) OutcomePreview {
	out, now := OutcomePreview{Outcome: outcome}, s.core.Now().UTC()
	until := now.Add(farAhead)
	if spec, _ := casework.SpecOf(t.Step); spec.Longest > 0 {
		until = now.Add(c.State.Rules.Paced(spec.Longest))
	}
	change, _, err := ruling.Accept(c.State, casework.Command{
		Kind: casework.KindDecide, By: request.From(ctx).Actor.Casework(), At: now, Task: t.ID, Outcome: outcome, Until: &until,
		Reasoned: true, Ref: "preview", State: c.State.Rules.Origin, Desk: t.Desk,
	}, s.procedure)
	if closed, ok := fault.DetailsOf(err).([]gate.Status); ok {
		out.Closed = visible.GatesOf(closed, c.Seen, now)
	}
	if err != nil {
		return out
	}
	if after, open := change.Next.Task(t.ID); open && len(after.Votes) > len(t.Votes) {
		out.Second = after.Desk
		return out
	}
	var opened []casework.PreviewTask
	for _, one := range change.Opened {
		opened = append(opened, casework.PreviewTask{Task: one.ID, Step: one.Step, Desk: one.Desk})
	}
	out.Opens, _ = visible.PreviewTasks(opened, c.Seen)
	return out
}
