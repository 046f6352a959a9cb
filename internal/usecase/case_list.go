package usecase

import (
	"context"
	"slices"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// ListCases lists the cases that the caller may see, newest first. The filter's Scope and Page are
// set here.
//
// A role that oversees a state sees the cases of that state; every desk sees those that it has a part
// in, now or before; a role above the desks sees those of the whole agency; and every caller sees those
// that they have access to by a grant or by break-glass.
func (s *Service) ListCases(ctx context.Context, filter record.CaseFilter, paging Paging) (Page[record.CaseSummary], error) {
	return run(ctx, s, policy.ListCases, onNothing(), func(ctx context.Context) (Page[record.CaseSummary], error) {
		none := Page[record.CaseSummary]{Rows: []record.CaseSummary{}}
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return none, err
		}
		page, err := paging.page()
		if err != nil {
			return none, err
		}
		found, err := s.casesIn(ctx, filter, page)
		if err != nil || found.Rows == nil {
			return none, err
		}
		return Page[record.CaseSummary]{Rows: found.Rows, Next: found.Next}, nil
	})
}

// casesIn returns one page of the cases that the caller may see under a filter.
func (s *Service) casesIn(ctx context.Context, filter record.CaseFilter, page record.Page) (record.Cases, error) {
	scope := s.caseScope(request.From(ctx).Actor, filter)
	if scope.Empty() {
		return record.Cases{}, nil
	}
	filter.Scope, filter.Page = &scope, page
	return s.Store.Cases(ctx, filter)
}

// CaseCount is how many cases a list has, each number up to record.MostCounted.
type CaseCount struct {
	Matching int // under the filters
	All      int // without them
}

// CountCases counts the cases that the caller may see, under a filter and without it. Without it those that
// have not ended are counted, unless the filter asks for ended ones as well.
func (s *Service) CountCases(ctx context.Context, filter record.CaseFilter) (CaseCount, error) {
	return run(ctx, s, policy.ListCases, onNothing(), func(ctx context.Context) (CaseCount, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return CaseCount{}, err
		}
		all := record.CaseFilter{Open: filter.Open, Ended: filter.Ended}
		var out CaseCount
		for to, f := range map[*int]record.CaseFilter{&out.Matching: filter, &out.All: all} {
			scope := s.caseScope(r.Actor, f)
			f.Scope = &scope
			var err error
			if *to, err = s.Store.CountCases(ctx, f, record.MostCounted); err != nil {
				return CaseCount{}, err
			}
		}
		return out, nil
	})
}

// caseScope returns the cases that policy allows an actor to see, by relation. If the filter names
// another desk, only relations count that may know which other desks a case waits for.
func (s *Service) caseScope(a policy.Actor, f record.CaseFilter) record.CaseScope {
	own := f.Desk == "" || f.Desk == a.Desk
	sees := func(relation policy.Relation) bool {
		in := policy.In(relation)
		return policy.May(a, policy.ShowCase, in) && (own || policy.May(a, policy.SeeWholeCase, in))
	}
	scope := record.CaseScope{Without: a.Account}
	if sees(policy.HostCountry) && a.Country != "*" {
		scope.Host = a.Country
	}
	if sees(policy.OwnAgency) {
		scope.Desks = s.desksOf(a.Agency)
	}
	if (sees(policy.OwnDesk) || sees(policy.Involved)) && !slices.Contains(scope.Desks, a.Desk) {
		scope.Desks = append(scope.Desks, a.Desk)
	}
	if sees(policy.OwesDeletion) {
		scope.Owing = a.Desk
	}
	if sees(policy.Granted) {
		scope.Agency = a.Agency
	}
	if sees(policy.BreakGlass) {
		scope.Account = a.Account
	}
	return scope
}
