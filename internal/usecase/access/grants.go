package access

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Grant is the access to a case that an agency was given.
type Grant struct {
	record.Grant

	Active bool
}

// GrantQuery asks for grants.
type GrantQuery struct {
	// Given asks for what the desks of the caller's agency have given; otherwise for what the agency
	// was given and still has.
	Given  bool
	Active *bool // has not ended, or has; nil for both
}

// ListGrants lists grants that the caller's agency has or has given.
func (s *Access) ListGrants(ctx context.Context, q GrantQuery, paging act.Paging) (act.Page[Grant], error) {
	return act.Run(ctx, s.core, policy.ListGrants, act.OnNothing(), func(ctx context.Context) (act.Page[Grant], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return act.Page[Grant]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[Grant]{}, err
		}
		filter, sees := s.grantsOf(r, q)
		found, err := act.Fill(page, func(p record.Page) ([]record.Grant, *record.Cursor, error) {
			filter.Page = p
			found, err := s.store.Grants(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.Grant) ([]record.Grant, error) {
			excluded, err := s.core.Exclusions(ctx, act.RefsOf(rows, func(g record.Grant) casework.Ref { return g.Case })...)
			if err != nil {
				return nil, err
			}
			var kept []record.Grant
			for _, g := range rows {
				if sees(g, excluded(g.Case)) {
					kept = append(kept, g)
				}
			}
			return kept, nil
		})
		out := act.Page[Grant]{Rows: []Grant{}, Next: found.Next}
		for _, g := range found.Rows {
			out.Rows = append(out.Rows, s.grantLine(r, g, q.Given))
		}
		return out, err
	})
}

// grantsOf returns the filter of the grants to look for, and a function that reports whether the
// caller sees one of them.
func (s *Access) grantsOf(r *request.Request, q GrantQuery) (record.GrantFilter, func(record.Grant, []casework.AccountID) bool) {
	if q.Given {
		return record.GrantFilter{From: s.core.DesksOf(r.Actor.Agency), Runs: q.Active}, func(g record.Grant, excluded []casework.AccountID) bool {
			return r.May(policy.ListAccess, s.subjectOfGiven(r.Actor, g.GivenBy, excluded))
		}
	}
	// A grant that has ended opens nothing to the agency that had it, not even a line of this list.
	ended := q.Active != nil && !*q.Active
	return record.GrantFilter{To: r.Actor.Agency, Runs: new(true)}, func(g record.Grant, excluded []casework.AccountID) bool {
		subject := policy.Subject{Grants: []policy.AgencyGrant{{Agency: r.Actor.Agency}}, Excluded: excluded}
		return !ended && !g.Erased && policy.May(r.Actor, policy.ShowCase, subject.RelationsOf(r.Actor).Only(policy.Granted))
	}
}

// subjectOfGiven is the subject that a grant is to an officer of the agency that gave it: the desk that gave
// it was on her team, and so is a desk of the host state.
func (s *Access) subjectOfGiven(a policy.Actor, by casework.DeskID, excluded []casework.AccountID) policy.Subject {
	desk, _ := s.core.Directory.Desk(by)
	host := desk.Country
	if host == "*" {
		host = a.Country
	}
	return policy.Subject{Host: host, Desks: []policy.DeskAgency{s.core.Place(by)}, Excluded: excluded}
}

// grantLine notes that the terms of a grant are shown: for its own purpose to those who were given it.
func (s *Access) grantLine(r *request.Request, g record.Grant, given bool) Grant {
	purpose := g.Purpose
	if given {
		purpose = ""
	}
	if !g.Erased {
		r.NoteFor(audit.Subject{Kind: audit.OfCase, Ref: string(g.Case)}, purpose, termsClass)
	}
	return Grant{Grant: g, Active: g.EndedAt == nil && !g.Erased && s.core.Now().Before(g.Until)}
}
