package api

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/api/wire"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// ListCases lists the cases that the asker may see, newest first.
//
// Whoever coordinates for a state sees those of that state; the case's own team those whose
// corridor names its desk; every other desk those that wait for it now. A case that a desk
// has answered is no more in its list, and can still be shown by its reference.
func (s *Server) ListCases(ctx context.Context, r wire.ListCasesRequestObject) (wire.ListCasesResponseObject, error) {
	q := asking(ctx)
	if err := q.mayAtAll(); err != nil {
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
	keep, ok := s.caseScope(q.actor, &filter)
	v := wire.CasePage{Items: []wire.CaseLine{}}
	if ok {
		rows, next, err := sift(page, func(p record.Page) ([]record.CaseSummary, *record.Cursor, error) {
			filter.Page = p
			found, err := s.Record.Cases(ctx, filter)
			return found.Rows, found.Next, err
		}, keep)
		if err != nil {
			return nil, err
		}
		v.Next = nextOf(next)
		for _, row := range rows {
			v.Items = append(v.Items, caseLine(row))
		}
	}
	link := linkTo("/cases", v.Next, queryOf("operation", string(p.Operation), "movement", string(p.Movement), "stage", string(p.Stage),
		"lane", string(p.Lane), "corridor", p.Corridor, "origin", string(p.Origin), "desk", string(p.Desk), "overdue", flag(p.Overdue),
		"open", flag(p.Open), "minor", flag(p.Minor), "limit", limitText(p.Limit)))
	return wire.ListCases200JSONResponse{Body: v, Headers: wire.ListCases200ResponseHeaders{Link: link}}, nil
}

// caseScope narrows a list to what the asker may see, and gives what to keep of each page.
// ok is false when nothing can be left.
func (s *Server) caseScope(a policy.Actor, f *record.CaseFilter) (keep func([]record.CaseSummary) ([]record.CaseSummary, error), ok bool) {
	all := func(rows []record.CaseSummary) ([]record.CaseSummary, error) { return rows, nil }
	switch {
	case policy.May(a, policy.ShowCase, policy.In(policy.HostCountry)):
		f.Host = a.Country
		return all, a.Country != "*"
	case team(a.Kind):
		if a.Country != "*" {
			f.Host = a.Country
		}
		return func(rows []record.CaseSummary) ([]record.CaseSummary, error) {
			return slices.DeleteFunc(slices.Clone(rows), func(c record.CaseSummary) bool {
				subject := s.ofSummary(c)
				subject.Host = ""
				return !policy.May(a, policy.ShowCase, subject.To(a))
			}), nil
		}, true
	default:
		if f.Desk != "" && f.Desk != a.Desk {
			return all, false // who else a case waits for is not told through a filter
		}
		f.Desk = a.Desk
		return all, true
	}
}

// team says whether desks of a kind have a part in a case from when it is opened; see policy.OfCase.
func team(kind casework.DeskKind) bool {
	return kind == casework.DeskRegistrar || kind == casework.DeskCaseworker || kind == casework.DeskSupervisor
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
func (s *Server) teamIn(c corridor.Corridor) []policy.Place { return s.teamOf(c.Desks) }

// teamUnder are those of a case with these rules.
func (s *Server) teamUnder(rules casework.Rules) []policy.Place { return s.teamOf(rules.Desks) }

func (s *Server) teamOf(desks map[casework.DeskKind]casework.DeskID) []policy.Place {
	var out []policy.Place
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
