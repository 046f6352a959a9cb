package api

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ListCases lists the cases that the asker may see, newest first.
//
// Whoever watches over a state sees those of that state; every desk those that it has a part
// in, whether they wait for it now or have asked it before; whoever stands above desks those
// of the whole agency; and everybody those that they were let in to, while that holds.
func (s *Server) ListCases(ctx context.Context, r wire.ListCasesRequestObject) (wire.ListCasesResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	p := r.Params
	filter := record.CaseFilter{
		Operation: p.Operation, Movement: p.Movement, Stage: p.Stage, Lane: p.Lane, Corridor: p.Corridor, Origin: p.Origin,
		Desk: p.Desk, Overdue: p.Overdue, Open: p.Open, Minor: p.Minor,
	}
	v := wire.CasePage{Items: []wire.CaseLine{}}
	if s.caseScope(q.Actor, &filter) {
		filter.Page = page
		found, err := s.Record.Cases(ctx, filter)
		if err != nil {
			return nil, err
		}
		v.Next = nextOf(found.Next)
		for _, row := range found.Rows {
			v.Items = append(v.Items, caseLine(row))
		}
	}
	link := linkTo("/cases", v.Next, queryOf("operation", string(p.Operation), "movement", string(p.Movement), "stage", string(p.Stage),
		"lane", string(p.Lane), "corridor", p.Corridor, "origin", string(p.Origin), "desk", string(p.Desk), "overdue", flag(p.Overdue),
		"open", flag(p.Open), "minor", flag(p.Minor), "limit", limitText(p.Limit)))
	return wire.ListCases200JSONResponse{Body: v, Headers: wire.ListCases200ResponseHeaders{Link: link}}, nil
}

// caseScope narrows a list to the cases that policy lets the asker see, by each relation for
// which it does, and says whether any can be left. Who else a case waits for is told through a
// filter only of those cases of which the asker sees it.
func (s *Server) caseScope(a policy.Actor, f *record.CaseFilter) bool {
	own := f.Desk == "" || f.Desk == a.Desk
	sees := func(r policy.Relation) bool {
		in := policy.In(r)
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
	f.Scope = &scope
	return !scope.Empty()
}

// ofSummary is the subject that a line of a list is: its host, and its own team. Which other
// desks it has asked the line does not say.
func (s *Server) ofSummary(c record.CaseSummary) policy.Subject {
	subject := policy.Subject{Host: c.Host}
	if rules, err := s.Corridors.Get(c.Corridor, c.Version); err == nil {
		subject.Asked = s.teamIn(rules)
	}
	return subject
}

// teamIn are the desks that have a part in a corridor's cases from when they are opened.
func (s *Server) teamIn(c corridor.Corridor) []policy.DeskAgency { return s.teamOf(c.Desks) }

// teamUnder are those of a case with these rules.
func (s *Server) teamUnder(rules casework.Rules) []policy.DeskAgency { return s.teamOf(rules.Desks) }

func (s *Server) teamOf(desks map[casework.DeskKind]casework.DeskID) []policy.DeskAgency {
	var out []policy.DeskAgency
	for _, kind := range []casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor} {
		if desk := desks[kind]; desk != "" {
			out = append(out, s.place(desk))
		}
	}
	return out
}

// flag is a filter that is on; "" when it is not.
func flag(on bool) string {
	if !on {
		return ""
	}
	return strconv.FormatBool(on)
}
