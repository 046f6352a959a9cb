package api

import (
	"context"
	"strconv"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// GiveAccess lets an agency see a part of a case. Nobody hands on what they may not see, and
// no agency is given what it is never to have.
func (s *Server) GiveAccess(ctx context.Context, r wire.GiveAccessRequestObject) (wire.GiveAccessResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return receipt{}, err
	}
	desk, known := s.Directory.Desk(r.Body.Desk)
	if !known || desk.Kind == casework.DeskSurvivor {
		return receipt{}, wrongAt("/desk", contract.NotListed)
	}
	kinds := s.kindsOf(desk.Agency)
	for i, class := range r.Body.Classes {
		if !c.sight.MayGive(class) {
			return receipt{}, fault.New(fault.Denied, "nobody hands on what they may not see themselves")
		}
		if !policy.MayBeGiven(class, kinds...) {
			return receipt{}, wrongAt("/classes/"+strconv.Itoa(i), contract.NotListed)
		}
	}
	until := r.Body.Until.UTC()
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, casework.Command{
		Kind: casework.KindGiveAccess, Agency: desk.Agency, Desk: desk.ID, DeskKind: desk.Kind, Classes: r.Body.Classes,
		Purpose: r.Body.Purpose, Consents: []casework.Consent{r.Body.Consent}, Until: &until,
	}, record.Words{Text: r.Body.Words})
}

// kindsOf lists what an agency's desks do.
func (s *Server) kindsOf(agency casework.AgencyID) []casework.DeskKind {
	var out []casework.DeskKind
	for _, d := range s.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.Kind)
		}
	}
	return out
}

// EndAccess ends a grant before its time.
func (s *Server) EndAccess(ctx context.Context, r wire.EndAccessRequestObject) (wire.EndAccessResponseObject, error) {
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey, casework.Command{Kind: casework.KindEndAccess, Grant: r.Grant}, record.Words{})
}

// ExcludeOfficer keeps an officer out of a case: the one who was named, or who is behind a
// line of its timeline.
func (s *Server) ExcludeOfficer(ctx context.Context, r wire.ExcludeOfficerRequestObject) (wire.ExcludeOfficerResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return receipt{}, err
	}
	of, err := s.officerMeant(ctx, c, *r.Body)
	if err != nil {
		return receipt{}, err
	}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey,
		casework.Command{Kind: casework.KindExcludeOfficer, Account: of.Account, Of: &of}, record.Words{Text: r.Body.Words})
}

// officerMeant finds who is to be kept out. An account that nobody has is refused: a slip of
// the pen would keep nobody out, and nobody would know.
func (s *Server) officerMeant(ctx context.Context, c seenCase, body wire.Exclusion) (casework.Actor, error) {
	switch {
	case body.Account != "" && body.Seq != 0:
		return casework.Actor{}, wrongAt("/seq", contract.Unknown)
	case body.Account != "":
		of, err := s.Record.Officer(ctx, body.Account)
		if fault.CodeOf(err) == fault.NotFound {
			return casework.Actor{}, wrongAt("/account", contract.NotListed)
		}
		return of, err
	case body.Seq != 0:
		by, err := s.Record.ChangedBy(ctx, c.State.Ref, body.Seq)
		if fault.CodeOf(err) == fault.NotFound || err == nil && by.Role == casework.RoleSystem {
			return casework.Actor{}, wrongAt("/seq", contract.NotListed)
		}
		return by, err
	default:
		return casework.Actor{}, wrongAt("/account", contract.Required)
	}
}

// ReadmitOfficer lets an officer in again.
func (s *Server) ReadmitOfficer(ctx context.Context, r wire.ReadmitOfficerRequestObject) (wire.ReadmitOfficerResponseObject, error) {
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey, casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: r.Exclusion, Reasoned: true},
		record.Words{Text: r.Body.Reasons})
}

// BreakGlass opens a case to its sender for an hour. The case may be one that the sender does
// not see yet: then its host, and the desks with a part in it, are all that is asked about.
func (s *Server) BreakGlass(ctx context.Context, r wire.BreakGlassRequestObject) (wire.BreakGlassResponseObject, error) {
	q := request.From(ctx)
	c, err := s.lookUp(ctx, r.Case)
	if fault.CodeOf(err) == fault.NotFound {
		c, err = s.fromOutside(ctx, r.Case)
	}
	if err != nil {
		return receipt{}, err
	}
	if err := q.Authorize(policy.ShowCase, c.subject); err != nil {
		return receipt{}, err
	}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey,
		casework.Command{Kind: casework.KindBreakGlass, Purpose: r.Body.Purpose, Reasoned: true}, record.Words{Text: r.Body.Reasons})
}

// fromOutside finds what is to be known of a case before its glass is broken.
func (s *Server) fromOutside(ctx context.Context, ref casework.Ref) (seenCase, error) {
	found, err := s.Record.CaseOutside(ctx, ref)
	if err != nil {
		return seenCase{}, hide(err)
	}
	subject := policy.Subject{Host: found.Host}
	for _, desk := range found.Desks {
		subject.Asked = append(subject.Asked, s.place(desk))
	}
	q := request.From(ctx)
	q.About = ref
	return seenCase{State: casework.Case{Ref: ref}, subject: subject, sight: q.OfCase(ref, subject)}, nil
}
