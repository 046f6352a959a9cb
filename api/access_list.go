package api

import (
	"context"
	"time"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// terms is the class that a look at the terms of a grant or of broken glass is recorded as: they
// name a consent of hers, or an emergency, and are as personal as what she has agreed to.
const terms = policy.Identity

// ListGrants lists what the asker's agency was given of cases, and still has, or what its
// desks have given.
func (s *Server) ListGrants(ctx context.Context, r wire.ListGrantsRequestObject) (wire.ListGrantsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	filter := record.GrantFilter{Runs: r.Params.Running}
	keep := func(g record.Grant, out []casework.AccountID) bool {
		if g.Erased {
			return false
		}
		subject := policy.Subject{Grants: []policy.AgencyGrant{{Agency: q.Actor.Agency}}, Excluded: out}
		return policy.May(q.Actor, policy.ShowCase, subject.RelationsOf(q.Actor).Only(policy.Granted))
	}
	if r.Params.Side == wire.Given {
		filter.From = s.desksOf(q.Actor.Agency)
		keep = func(g record.Grant, out []casework.AccountID) bool {
			return policy.May(q.Actor, policy.ListAccess, policy.Subject{Desks: []policy.DeskAgency{s.place(g.GivenBy)}, Excluded: out}.RelationsOf(q.Actor))
		}
	} else {
		filter.To, filter.Runs = q.Actor.Agency, true // what has ended opens nothing, not even a line
	}
	rows, next, err := sift(page, func(p record.Page) ([]record.Grant, *record.Cursor, error) {
		filter.Page = p
		found, err := s.Record.Grants(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.Grant) ([]record.Grant, error) {
		keeps, err := s.keptFrom(ctx, refsOfAll(rows, func(g record.Grant) casework.Ref { return g.Case })...)
		if err != nil {
			return nil, err
		}
		var kept []record.Grant
		for _, g := range rows {
			if keep(g, keeps(g.Case)) {
				kept = append(kept, g)
			}
		}
		return kept, nil
	})
	if err != nil {
		return nil, err
	}
	v := wire.GrantPage{Items: []wire.Grant{}, Next: encode.Next(next)}
	for _, g := range rows {
		purpose := g.Purpose
		if r.Params.Side == wire.Given {
			purpose = ""
		}
		if !g.Erased {
			q.NoteFor(audit.Subject{Kind: audit.OfCase, Ref: string(g.Case)}, purpose, terms)
		}
		v.Items = append(v.Items, grantLine(g, s.Now()))
	}
	link := linkTo("/access", v.Next, queryOf("side", string(r.Params.Side), "running", flag(r.Params.Running), "limit", limitText(r.Params.Limit)))
	return wire.ListGrants200JSONResponse{Body: v, Headers: wire.ListGrants200ResponseHeaders{Link: link}}, nil
}

// desksOf lists the desks of an agency; never nil.
func (s *Server) desksOf(agency casework.AgencyID) []casework.DeskID {
	out := []casework.DeskID{}
	for _, d := range s.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.ID)
		}
	}
	return out
}

func grantLine(g record.Grant, now time.Time) wire.Grant {
	return wire.Grant{
		Case: g.Case, Grant: g.ID, Agency: string(g.Agency), Desk: string(g.Told), Classes: g.Classes, Purpose: g.Purpose, Consent: g.Consent,
		GivenBy: string(g.GivenBy), Since: g.Since.UTC(), Until: g.Until.UTC(), EndedAt: encode.Time(g.EndedAt),
		Running: g.EndedAt == nil && !g.Erased && now.Before(g.Until),
	}
}

// ListAccess shows who was let in to a case, and, to those who carry it, who is kept out.
func (s *Server) ListAccess(ctx context.Context, r wire.ListAccessRequestObject) (wire.ListAccessResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	if len(c.State.Access)+len(c.State.BreakGlass) > 0 {
		c.sight.RevealLedger()
	}
	now := s.Now()
	v := wire.ListAccess200JSONResponse{Case: c.State.Ref, Seq: c.State.Seq, Grants: []wire.Grant{}, Glass: []wire.BrokenGlass{}}
	for _, g := range c.State.Access {
		v.Grants = append(v.Grants, wire.Grant{
			Case: c.State.Ref, Grant: g.ID, Agency: string(g.Agency), Desk: string(g.Desk), Classes: g.Classes, Purpose: g.Purpose,
			Consent: g.Consent, GivenBy: string(g.By.Desk), Since: g.Since.UTC(), Until: g.Until.UTC(), EndedAt: encode.Stamp(g.EndedAt),
			Running: c.State.GrantActive(g, now),
		})
	}
	for _, g := range c.State.BreakGlass {
		v.Glass = append(v.Glass, glassView(c, g, now))
	}
	if len(c.State.Excluded) > 0 && (c.sight.Reveal(policy.Narrative) || c.sight.Reveal(policy.Audit)) {
		for _, e := range c.State.Excluded {
			of := e.Of
			of.Account = e.Account
			v.KeptOut = append(v.KeptOut, wire.KeptOut{
				Exclusion: e.ID, Officer: accountable(of, c.sight), Since: e.Since.UTC(), EndedAt: encode.Stamp(e.EndedAt), By: string(e.By.Desk),
			})
		}
	}
	return v, nil
}

func glassView(c seenCase, g casework.BreakGlass, now time.Time) wire.BrokenGlass {
	v := wire.BrokenGlass{
		Glass: g.ID, By: accountable(g.By, c.sight), Purpose: g.Purpose, Since: g.Since.UTC(), Until: g.Until.UTC(), EndedAt: encode.Stamp(g.EndedAt),
		Open: g.Active(now),
	}
	review := casework.AccessReview(g.ID)
	if t, open := c.State.TaskFor(review); open {
		v.Review = encode.TaskName(t.ID)
	}
	if settled, ok := c.State.Settlement(review); ok && c.sight.RevealPart(policy.OutcomeClass(review), settled.By.Desk) {
		v.Reviewed = settled.Outcome
	}
	return v
}

// accountable names an officer also by the account to those whose work it is who saw what.
func accountable(a casework.Actor, seen request.Visibility) wire.Actor {
	v := encode.Actor(usecase.SeenActor(a, seen.Actor()))
	if seen.Reveal(policy.Audit) {
		v.Account = a.Account
	}
	return v
}
