package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Approvals are acts of other officers that wait for a second person, and that the caller may approve.
type Approvals struct {
	Lists    []List // proposed, without their names
	Erasures []Erasure
	// Waivers are waivers of two that an officer of another role has given.
	Waivers []HalfWaiver
	// Answers are tasks of the caller's desk that a colleague has answered, for an outcome that two
	// people must give.
	Answers []Task
	More    bool // there are more than one page of one of them
}

// ListApprovals lists what waits for the caller's approval, newest first: lists that another officer has
// proposed, erasures that another officer has requested, waivers of two of which an officer of another
// role has given one, and answers that a colleague has given first. Each approval is authorized again.
func (s *Service) ListApprovals(ctx context.Context) (Approvals, error) {
	return run(ctx, s, policy.ListTasks, onNothing(), func(ctx context.Context) (Approvals, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Approvals{}, err
		}
		lists, err := s.listsToApprove(ctx)
		if err != nil {
			return Approvals{}, err
		}
		erasures, err := s.erasuresToApprove(ctx)
		if err != nil {
			return Approvals{}, err
		}
		waivers, more, err := s.waiversToGive(ctx)
		if err != nil {
			return Approvals{}, err
		}
		answers, err := s.answersToRepeat(ctx)
		return Approvals{
			Lists: lists.Rows, Erasures: erasures.Rows, Waivers: waivers, Answers: answers.Rows,
			More: lists.Next != nil || erasures.Next != nil || more || answers.Next != nil,
		}, err
	})
}

func (s *Service) listsToApprove(ctx context.Context) (Page[List], error) {
	r := request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.ApproveList) {
		return Page[List]{}, nil
	}
	of := map[casework.Ref]policy.Subject{}
	found, err := fill(record.Page{}, func(p record.Page) ([]record.ListSummary, *record.Cursor, error) {
		found, err := s.Store.Lists(ctx, record.ListFilter{State: record.ListProposed, Page: p})
		return found.Rows, found.Next, err
	}, func(rows []record.ListSummary) ([]record.ListSummary, error) {
		var kept []record.ListSummary
		for _, row := range rows {
			subject, known := of[row.Operation]
			if !known {
				found, err := s.Store.Operation(ctx, row.Operation)
				if err != nil {
					return nil, err
				}
				subject = s.ofOperation(found.Operation)
				of[row.Operation] = subject
			}
			if r.May(policy.ApproveList, subject) && row.ProposedBy != nil && row.ProposedBy.Account != r.Actor.Account {
				kept = append(kept, row)
			}
		}
		return kept, nil
	})
	out := Page[List]{Next: found.Next}
	for _, row := range found.Rows {
		out.Rows = append(out.Rows, listLine(row, false, r))
	}
	return out, err
}

func (s *Service) erasuresToApprove(ctx context.Context) (Page[Erasure], error) {
	r := request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.ApproveErasure) {
		return Page[Erasure]{}, nil
	}
	found, err := s.visibleErasures(ctx, record.ErasureFilter{State: erasure.Requested}, record.Page{}, func(row record.ErasureRow, subject policy.Subject) bool {
		return r.May(policy.ApproveErasure, subject) && row.RequestedBy.Account != r.Actor.Account
	})
	out := Page[Erasure]{Next: found.Next}
	for _, row := range found.Rows {
		out.Rows = append(out.Rows, erasureOf(row, r.Actor))
	}
	return out, err
}
