package cases

import (
	"cmp"
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ListCases lists the cases that the caller may see, newest first. The filter's Scope and Page are
// set here.
//
// A role that oversees a state sees the cases of that state; every desk sees those that it has a part
// in, now or before; a role above the desks sees those of the whole agency; and every caller sees those
// that they have access to by a grant or by break-glass.
func (s *Cases) ListCases(ctx context.Context, filter record.CaseFilter, paging act.Paging) (act.Page[record.CaseSummary], error) {
	return act.Run(ctx, s.core, policy.ListCases, act.OnNothing(), func(ctx context.Context) (act.Page[record.CaseSummary], error) {
		none := act.Page[record.CaseSummary]{Rows: []record.CaseSummary{}}
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return none, err
		}
		if err := s.core.CheckFilter(act.FilterCodes{Corridor: filter.Corridor, Desk: filter.Desk, Origin: filter.Origin}); err != nil {
			return none, err
		}
		page, err := paging.Page()
		if err != nil {
			return none, err
		}
		found, err := act.Fill(page, func(p record.Page) ([]record.CaseSummary, *record.Cursor, error) {
			found, err := s.core.CasesIn(ctx, filter, p)
			return found.Rows, found.Next, err
		}, func(rows []record.CaseSummary) ([]record.CaseSummary, error) { return s.lines(ctx, filter, rows) })
		if err == nil && len(found.Rows) == 0 && page.After == nil {
			err = cmp.Or(s.core.OperationOfEmptyList(ctx, filter.Operation), s.movementOfEmptyList(ctx, filter.Movement))
		}
		return found, err
	})
}

// movementOfEmptyList returns an invalid filter if the movement that a list was narrowed to does not exist, or may not be
// shown to the caller: both are answered alike.
func (s *Cases) movementOfEmptyList(ctx context.Context, ref casework.Ref) error {
	if ref == "" {
		return nil
	}
	m, err := s.store.Movement(ctx, ref)
	switch {
	case err != nil && fault.CodeOf(err) != fault.NotFound:
		return err
	case err != nil, !request.From(ctx).May(policy.ShowMovement, s.core.SubjectOfMovement(m.MovementRow, m.State.Escorts)):
		return act.InvalidFilter[casework.Ref]("movement", act.NoSuchMovement)
	}
	return nil
}

// Count is how many cases a list has, each number up to record.MostCounted.
type Count struct {
	Matching int // under the filters
	All      int // without them
}

// CountCases counts the cases that the caller may see, under a filter and without it. Without it those that
// have not ended are counted, unless the filter asks for ended ones as well.
func (s *Cases) CountCases(ctx context.Context, filter record.CaseFilter) (Count, error) {
	return act.Run(ctx, s.core, policy.ListCases, act.OnNothing(), func(ctx context.Context) (Count, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Count{}, err
		}
		all := record.CaseFilter{Open: filter.Open}
		var out Count
		for to, f := range map[*int]record.CaseFilter{&out.Matching: filter, &out.All: all} {
			scope := s.core.CaseScope(r.Actor, f)
			f = act.ForActor(r.Actor, f)
			f.Scope = &scope
			var err error
			if *to, err = s.store.CountCases(ctx, f, record.MostCounted); err != nil {
				return Count{}, err
			}
		}
		return out, nil
	})
}
