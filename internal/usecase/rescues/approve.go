package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ToApprove lists the proposed lists that the caller can approve, without their names. It is a part of a use-case
// of package usecase, and makes no audit row itself.
func ToApprove(ctx context.Context, core *act.Core, store Store) (act.Page[List], error) {
	return (&Rescues{core: core, store: store}).listsToApprove(ctx)
}

func (s *Rescues) listsToApprove(ctx context.Context) (act.Page[List], error) {
	r := request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.ApproveList) {
		return act.Page[List]{}, nil
	}
	of := map[casework.Ref]policy.Subject{}
	found, err := act.Fill(record.Page{}, func(p record.Page) ([]record.ListSummary, *record.Cursor, error) {
		found, err := s.store.Lists(ctx, record.ListFilter{State: record.ListProposed, Page: p})
		return found.Rows, found.Next, err
	}, func(rows []record.ListSummary) ([]record.ListSummary, error) {
		var kept []record.ListSummary
		for _, row := range rows {
			subject, known := of[row.Operation]
			if !known {
				found, err := s.store.Operation(ctx, row.Operation)
				if err != nil {
					return nil, err
				}
				subject = s.core.OfOperation(found.Operation)
				of[row.Operation] = subject
			}
			if r.May(policy.ApproveList, subject) && row.ProposedBy != nil && row.ProposedBy.Account != r.Actor.Account {
				kept = append(kept, row)
			}
		}
		return kept, nil
	})
	out := act.Page[List]{Next: found.Next}
	for _, row := range found.Rows {
		out.Rows = append(out.Rows, listLine(row, false, r))
	}
	return out, err
}
