package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// CasesIn returns one page of the cases that the caller may see under a filter.
func (s *Core) CasesIn(ctx context.Context, filter record.CaseFilter, page record.Page) (record.Cases, error) {
	scope := s.CaseScope(request.From(ctx).Actor, filter)
	if scope.Empty() {
		return record.Cases{}, nil
	}
	filter.Scope, filter.Page = &scope, page
	return s.Store.Cases(ctx, ForActor(request.From(ctx).Actor, filter))
}

// ForActor returns a filter that finds a case by the tasks of which the actor sees when they are due: those of all
// desks for an actor who sees cases whole without a part in them, and otherwise those of the own desk where it is not
// on the team.
func ForActor(a policy.Actor, f record.CaseFilter) record.CaseFilter {
	if a.MayHave(policy.HostLead) && policy.May(a, policy.SeeWholeCase, policy.In(policy.HostLead)) {
		return f
	}
	f.PartOf, f.Team = a.Desk, a.MayHave(policy.OnTeam)
	return f
}

// CaseScope returns the cases that policy allows an actor to see, by relation. If the filter names
// another desk, only relations count that may know which other desks a case waits for.
func (s *Core) CaseScope(a policy.Actor, f record.CaseFilter) record.CaseScope {
	own := f.Desk == "" || f.Desk == a.Desk
	sees := func(relation policy.Relation) bool {
		in := policy.In(relation)
		if !a.MayHave(relation) {
			return false
		}
		return policy.May(a, policy.ShowCase, in) && (own || policy.May(a, policy.SeeWholeCase, in))
	}
	scope := record.CaseScope{Without: a.Account}
	if sees(policy.HostLead) {
		scope.Host = a.Country
	}
	if sees(policy.OwnAgency) {
		scope.Desks = s.DesksOf(a.Agency)
	}
	if (sees(policy.OwnDesk) || sees(policy.Involved) || sees(policy.OnTeam)) && !slices.Contains(scope.Desks, a.Desk) {
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
