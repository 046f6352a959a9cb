package usecase

import (
	"context"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/visible"
)

// Approvals are acts of other officers that wait for a second person, and that the caller may approve.
type Approvals struct {
	Lists    []rescues.List // proposed, without their names
	Erasures []erasures.Erasure
	// Waivers are waivers of two that an officer of another role has given.
	Waivers []cases.HalfWaiver
	// Answers are tasks of the caller's desk that a colleague has answered, for an outcome that two
	// people must give.
	Answers []visible.Task
	// Proposals are acts on one case, such as a report of a death.
	Proposals []proposals.Proposal
	// Cancellings are movements that another officer has proposed to cancel.
	Cancellings []movements.Cancelling
	// Batches are decisions on many requests that another officer of the desk has proposed.
	Batches []tasks.Batch
	// Resumings are operations that another officer has proposed to resume.
	Resumings []rescues.Resuming
	// Readings are reviews of what officers have read beyond their work, for the data protection officer.
	Readings []readings.Review
	More     bool // there are more than one page of one of them
}

// ListApprovals lists what waits for the caller's approval, newest first: lists that another officer has
// proposed, erasures that another officer has requested, waivers of two of which an officer of another
// role has given one, answers that a colleague has given first, and acts that an officer has proposed. Each approval is authorized again.
func (s *Service) ListApprovals(ctx context.Context) (Approvals, error) {
	return act.Run(ctx, s.core, policy.ListTasks, act.OnNothing(), func(ctx context.Context) (Approvals, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Approvals{}, err
		}
		lists, err := rescues.ToApprove(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		requests, err := erasures.ToApprove(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		waivers, more, err := cases.HalfWaivers(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		cancellings, err := movements.ToCancel(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		resumings, err := rescues.ToResume(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		batches, err := tasks.ToAgree(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		answers, err := tasks.ToRepeat(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		reviews, err := readings.ToAnswer(ctx, s.core, s.store)
		if err != nil {
			return Approvals{}, err
		}
		proposed, err := proposals.ToAnswer(ctx, s.core, s.store)
		return Approvals{
			Lists: lists.Rows, Erasures: requests.Rows, Waivers: waivers, Answers: answers.Rows, Proposals: proposed.Rows, Cancellings: cancellings.Rows,
			Resumings: resumings.Rows, Batches: batches.Rows, Readings: reviews,
			More: lists.Next != nil || requests.Next != nil || more || answers.Next != nil || proposed.Next != nil || cancellings.Next != nil || resumings.Next != nil || batches.Next != nil,
		}, err
	})
}
