package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Operation is an operation as far as the caller sees it.
type Operation struct {
	record.OperationRow

	// Withheld is true if counts of people are left out because they are small enough to show who they are.
	Withheld bool
}

// ListOperations lists the operations of the caller's state, newest first; for a caller without a
// state, those that their desk leads.
func (s *Rescues) ListOperations(ctx context.Context, state record.OperationFilter, paging act.Paging) (act.Page[Operation], error) {
	return act.Run(ctx, s.core, policy.ListOperations, act.OnNothing(), func(ctx context.Context) (act.Page[Operation], error) {
		none := act.Page[Operation]{Rows: []Operation{}}
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return none, err
		}
		page, err := paging.Page()
		if err != nil {
			return none, err
		}
		filter := record.OperationFilter{State: state.State, Host: r.Actor.Country}
		if r.Actor.Country == "*" {
			filter.Host, filter.Lead = "", r.Actor.Desk
		}
		found, err := act.Fill(page, func(p record.Page) ([]record.OperationRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.store.Operations(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.OperationRow) ([]record.OperationRow, error) {
			var kept []record.OperationRow
			for _, row := range rows {
				if r.May(policy.ShowOperation, s.core.OfOperation(row.Operation)) {
					kept = append(kept, row)
				}
			}
			return kept, nil
		})
		out := act.Page[Operation]{Rows: []Operation{}, Next: found.Next}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, operationLine(row, r))
		}
		return out, err
	})
}

// ShowOperation shows one operation.
func (s *Rescues) ShowOperation(ctx context.Context, ref casework.Ref) (Operation, error) {
	return act.Run(ctx, s.core, policy.ShowOperation, act.OfOperationRef(ref), func(ctx context.Context) (Operation, error) {
		row, err := s.operationFor(ctx, ref)
		if err != nil {
			return Operation{}, err
		}
		return operationLine(row, request.From(ctx)), nil
	})
}

// operationLine returns an operation. Its description and place are shown to the desk that leads it. If counts
// are withheld, only the total number of people is kept, if it is large enough. No part of it is kept, because
// a part could be subtracted from a count of the funnel.
func operationLine(row record.OperationRow, r *request.Request) Operation {
	o := Operation{OperationRow: row}
	if row.Lead != r.Actor.Desk {
		o.Words = ""
	}
	if o.Words != "" {
		r.Note(act.OfOperationRef(row.Ref), policy.Contact)
	}
	if policy.CountsWithheld(r.Actor) {
		o.Withheld, o.Open, o.Overdue, o.Cases = true, 0, 0, policy.DisclosableCount(o.Cases)
	}
	return o
}

// Funnel counts the people of an operation by how far they have come.
type Funnel struct {
	record.Funnel

	Withheld bool // as for an Operation
}

// ShowFunnel counts the people of an operation by how far they have come.
func (s *Rescues) ShowFunnel(ctx context.Context, ref casework.Ref) (Funnel, error) {
	return act.Run(ctx, s.core, policy.ShowFunnel, act.OfOperationRef(ref), func(ctx context.Context) (Funnel, error) {
		if _, err := s.operationFor(ctx, ref); err != nil {
			return Funnel{}, err
		}
		f, err := s.store.Funnel(ctx, ref)
		if err != nil {
			return Funnel{}, act.AsMissing(err)
		}
		if policy.CountsWithheld(request.From(ctx).Actor) {
			return withheldFunnel(f), nil
		}
		return Funnel{Funnel: f}, nil
	})
}

// withheldFunnel removes the cells of a funnel that a caller without a case role may not see. The loads
// of desks are always removed.
func withheldFunnel(f record.Funnel) Funnel {
	out := Funnel{Withheld: true, Funnel: record.Funnel{At: f.At, Total: policy.DisclosableCount(f.Total)}}
	var stages, lanes []int
	for _, one := range f.Stages {
		stages = append(stages, one.Cases)
	}
	for _, one := range f.Lanes {
		lanes = append(lanes, one.Cases)
	}
	for i, told := range policy.DisclosableCells(stages) {
		if one := f.Stages[i]; told {
			one.Overdue, one.Paused, one.Minors = share(one.Overdue, one.Cases), share(one.Paused, one.Cases), share(one.Minors, one.Cases)
			out.Stages = append(out.Stages, one)
		}
	}
	for i, told := range policy.DisclosableCells(lanes) {
		if told {
			out.Lanes = append(out.Lanes, f.Lanes[i])
		}
	}
	return out
}

// share returns a part of a whole if both may be shown together; otherwise 0.
func share(n, whole int) int {
	if !policy.DisclosableShare(n, whole) {
		return 0
	}
	return n
}
