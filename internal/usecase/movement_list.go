package usecase

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Movement is one line of a list of movements.
type Movement struct {
	record.MovementRow

	// Withheld reports whether small counts of people are left out, which the caller may not know.
	Withheld bool
}

// ListMovements lists movements, latest departure first: those of the caller's state for a role that
// watches over it, otherwise those that the caller's desk plans, escorts or receives. The filter's Desk
// and Page are set here.
func (s *Service) ListMovements(ctx context.Context, filter record.MovementFilter, paging Paging) (Page[Movement], error) {
	return run(ctx, s, policy.ListMovements, onNothing(), func(ctx context.Context) (Page[Movement], error) {
		none := Page[Movement]{Rows: []Movement{}}
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return none, err
		}
		page, err := paging.page()
		if err != nil {
			return none, err
		}
		watches := policy.May(r.Actor, policy.ShowMovement, policy.In(policy.HostCountry))
		if !watches {
			filter.Desk = r.Actor.Desk
		}
		passenger, err := s.passengerFilter(ctx, filter.Case)
		if err != nil {
			return none, err
		}
		found, err := fill(page, func(p record.Page) ([]record.MovementRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.Store.Movements(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.MovementRow) ([]record.MovementRow, error) {
			return slices.DeleteFunc(slices.Clone(rows), func(m record.MovementRow) bool {
				subject := s.subjectOfMovement(m, nil)
				if !watches { // the store returned only those that the desk has a part in
					subject.Asked = append(subject.Asked, s.place(r.Actor.Desk))
				}
				return !passenger(subject) || !r.May(policy.ShowMovement, subject)
			}), nil
		})
		out := Page[Movement]{Rows: []Movement{}, Next: found.Next}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, movementLine(row, r.Actor))
		}
		return out, err
	})
}

// passengerFilter returns the filter for the movements of a person. A caller who may not know of her
// finds no movements.
func (s *Service) passengerFilter(ctx context.Context, ref casework.Ref) (func(policy.Subject) bool, error) {
	if ref == "" {
		return func(policy.Subject) bool { return true }, nil
	}
	r := request.From(ctx)
	state, err := s.Store.CaseState(ctx, ref)
	if fault.CodeOf(err) == fault.NotFound {
		return func(policy.Subject) bool { return false }, nil
	}
	if err != nil {
		return nil, err
	}
	always := s.mayKnowPassenger(ctx, &state, false)
	byList := policy.EverAllowed(r.Actor, policy.ShowManifest) && s.mayKnowPassenger(ctx, &state, true)
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
