package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// AccessStore reads who may see which cases. The error for a case or an officer that does not exist
// has code fault.NotFound; pages are bounded.
type AccessStore interface {
	ApprovalStore
	NoticeStore

	Grants(ctx context.Context, f record.GrantFilter) (record.Grants, error)
	// CaseOutside returns what a caller who does not see a case may know of it before they use
	// break-glass access. It returns fault.NotFound for an account that the survivor has excluded.
	CaseOutside(ctx context.Context, ref casework.Ref) (record.Outside, error)
	// ChangedBy returns who made a change of a case.
	ChangedBy(ctx context.Context, ref casework.Ref, seq int64) (casework.Actor, error)
	// Officer returns who has an account, and at which desk.
	Officer(ctx context.Context, id casework.AccountID) (casework.Actor, error)
}

// termsClass is the class under which reading the terms of a grant is logged: they name a consent of
// the survivor, or an emergency, and are as personal as what she has agreed to.
const termsClass = policy.Identity

// outsideFor returns what may be known of a case before break-glass access. It does not ask policy.
func (s *Service) outsideFor(ctx context.Context, ref casework.Ref) (foundCase, error) {
	found, err := s.Store.CaseOutside(ctx, ref)
	if err != nil {
		return foundCase{}, asMissing(err)
	}
	subject := policy.Subject{Host: found.Host}
	for _, desk := range found.Desks {
		subject.Asked = append(subject.Asked, s.place(desk))
	}
	r := request.From(ctx)
	r.About = ref
	return foundCase{State: casework.Case{Ref: ref}, subject: subject, seen: r.OfCase(ref, subject)}, nil
}

// kindsOf lists the kinds of an agency's desks.
func (s *Service) kindsOf(agency casework.AgencyID) []casework.DeskKind {
	var out []casework.DeskKind
	for _, d := range s.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.Kind)
		}
	}
	return out
}

// accountable names an officer; the account also to callers whose work is the audit of access.
func accountable(by casework.Actor, seen request.Visibility) casework.Actor {
	out := actor(by, seen.Actor())
	if seen.Reveal(policy.Audit) {
		out.Account = by.Account
	}
	return out
}
