package access

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// termsClass is the class under which reading the terms of a grant is logged: they name a consent of
// the survivor, or an emergency, and are as personal as what she has agreed to.
const termsClass = policy.Identity

// outsideFor returns what may be known of a case before break-glass access. It does not ask policy.
func (s *Access) outsideFor(ctx context.Context, ref casework.Ref) (act.Found, error) {
	found, err := s.store.CaseOutside(ctx, ref)
	if err != nil {
		return act.Found{}, act.AsMissing(err)
	}
	subject := policy.Subject{Host: found.Host}
	for _, desk := range found.Desks {
		subject.Asked = append(subject.Asked, s.core.Place(desk))
	}
	r := request.From(ctx)
	r.About = ref
	return act.Found{State: casework.Case{Ref: ref}, Subject: subject, Seen: r.OfCase(ref, subject)}, nil
}

// kindsOf lists the kinds of an agency's desks.
func (s *Access) kindsOf(agency casework.AgencyID) []casework.DeskKind {
	var out []casework.DeskKind
	for _, d := range s.core.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.Kind)
		}
	}
	return out
}

// accountable names an officer; the account also to callers whose work is the audit of access.
func accountable(by casework.Actor, seen request.Visibility) casework.Actor {
	out := visible.Actor(by, seen.Actor())
	if seen.Reveal(policy.Audit) {
		out.Account = by.Account
	}
	return out
}
