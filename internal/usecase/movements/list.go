package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Movement is one line of a list of movements.
type Movement struct {
	record.MovementRow

	// Withheld reports whether small counts of people are left out, which the caller may not know.
	Withheld bool
}

// ListMovements lists movements, latest departure first: those of the caller's state for a role that
// watches over it; for immigration those that carry a person in whose case the desk has a part; otherwise
// those that the caller's desk plans, escorts or receives. The filter's Desk, Carries, Without and Page are
// set here.
func (s *Movements) ListMovements(ctx context.Context, filter record.MovementFilter, paging act.Paging) (act.Page[Movement], error) {
	return act.Run(ctx, s.core, policy.ListMovements, act.OnNothing(), func(ctx context.Context) (act.Page[Movement], error) {
		none := act.Page[Movement]{Rows: []Movement{}}
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return none, err
		}
		page, err := paging.Page()
		if err != nil {
			return none, err
		}
		watches := policy.May(r.Actor, policy.ShowMovement, policy.In(policy.HostCountry)) ||
			r.Actor.MayHave(policy.HostLead) && policy.May(r.Actor, policy.ShowMovement, policy.In(policy.HostLead))
		switch {
		case !policy.ReadsWholeManifest(r.Actor):
			filter.Carries = r.Actor.Desk
		case !watches:
			filter.Desk = r.Actor.Desk
		}
		filter.Without = r.Actor.Account
		passenger, err := s.passengerFilter(ctx, filter.Case)
		if err != nil {
			return none, err
		}
		found, err := act.Fill(page, func(p record.Page) ([]record.MovementRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.store.Movements(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.MovementRow) ([]record.MovementRow, error) {
			return slices.DeleteFunc(slices.Clone(rows), func(m record.MovementRow) bool {
				subject := s.core.SubjectOfMovement(m, nil)
				if !watches { // the store returned only those that the desk has a part in
					subject.Asked = append(subject.Asked, s.core.Place(r.Actor.Desk))
				}
				return !passenger(subject) || !r.May(policy.ShowMovement, subject)
			}), nil
		})
		if err == nil && len(found.Rows) == 0 && page.After == nil {
			err = s.core.OperationOfEmptyList(ctx, filter.Operation)
		}
		out := act.Page[Movement]{Rows: []Movement{}, Next: found.Next}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, movementLine(row, r.Actor))
		}
		return out, err
	})
}

// passengerFilter returns the filter for the movements of a person. A caller who may not know of her
// finds no movements.
func (s *Movements) passengerFilter(ctx context.Context, ref casework.Ref) (func(policy.Subject) bool, error) {
	if ref == "" {
		return func(policy.Subject) bool { return true }, nil
	}
	r := request.From(ctx)
	state, err := s.store.CaseState(ctx, ref)
	if fault.CodeOf(err) == fault.NotFound {
		return func(policy.Subject) bool { return false }, nil
	}
	if err != nil {
		return nil, err
	}
	always := s.core.MayKnowPassenger(ctx, &state, false)
	byList := policy.ReadsWholeManifest(r.Actor) && policy.EverAllowed(r.Actor, policy.ShowManifest) && s.core.MayKnowPassenger(ctx, &state, true)
	return func(of policy.Subject) bool { return always || byList && r.May(policy.ShowManifest, of) }, nil
}

// movementLine withholds small counts from a caller who may not know them.
func movementLine(row record.MovementRow, caller policy.Actor) Movement {
	m := Movement{MovementRow: row}
	if policy.CountsWithheld(caller) {
		m.Withheld, m.Sold, m.Standby = true, policy.DisclosableCount(m.Sold), policy.DisclosableCount(m.Standby)
	}
	return m
}
