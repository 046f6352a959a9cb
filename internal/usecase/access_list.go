package usecase

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// Access is who was given access to a case. Excluded is nil for callers who need not know.
type Access struct {
	Case       casework.Ref
	Seq        int64
	Grants     []Grant
	BreakGlass []BreakGlass
	Excluded   []casework.Exclusion
}

// BreakGlass is one use of break-glass access, and how it was reviewed.
type BreakGlass struct {
	casework.BreakGlass

	Open     bool
	Review   *casework.TaskID // the task of the review while it is open
	Reviewed casework.Outcome // of the review; "" if that is not known to the caller
}

// ListAccess shows who was given access to a case and, to those who work on it, who is kept out.
func (s *Service) ListAccess(ctx context.Context, ref casework.Ref) (Access, error) {
	return run(ctx, s, policy.ListAccess, ofCase(ref), func(ctx context.Context) (Access, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Access{}, err
		}
		if len(c.State.Access)+len(c.State.BreakGlass) > 0 {
			c.seen.RevealLedger()
		}
		now := s.Now()
		out := Access{Case: c.State.Ref, Seq: c.State.Seq, Grants: []Grant{}, BreakGlass: []BreakGlass{}, Excluded: excludedOfficers(c)}
		for _, g := range c.State.Access {
			out.Grants = append(out.Grants, Grant{Active: c.State.GrantActive(g, now), Grant: record.Grant{
				Case: c.State.Ref, ID: g.ID, Agency: g.Agency, Told: g.Desk, GivenBy: g.By.Desk, Classes: g.Classes, Purpose: g.Purpose,
				Consent: g.Consent, Since: g.Since, Until: g.Until, EndedAt: instant(g.EndedAt),
			}})
		}
		for _, g := range c.State.BreakGlass {
			out.BreakGlass = append(out.BreakGlass, breakGlass(c, g, now))
		}
		return out, nil
	})
}

func breakGlass(c foundCase, g casework.BreakGlass, now time.Time) BreakGlass {
	out := BreakGlass{Open: g.Active(now), BreakGlass: casework.BreakGlass{
		ID: g.ID, By: accountable(g.By, c.seen), Purpose: g.Purpose, Since: g.Since, Until: g.Until, EndedAt: g.EndedAt,
	}}
	review := casework.AccessReview(g.ID)
	if t, open := c.State.TaskFor(review); open {
		out.Review = &t.ID
	}
	if settled, ok := c.State.Settlement(review); ok && c.seen.RevealPart(policy.OutcomeClass(review), settled.By.Desk) {
		out.Reviewed = settled.Outcome
	}
	return out
}

// excludedOfficers lists whom the survivor wants kept out, for callers who may know it.
func excludedOfficers(c foundCase) []casework.Exclusion {
	if len(c.State.Excluded) == 0 || !c.seen.Reveal(policy.Narrative) && !c.seen.Reveal(policy.Audit) {
		return nil
	}
	var out []casework.Exclusion
	for _, e := range c.State.Excluded {
		of := e.Of
		of.Account = e.Account
		of = accountable(of, c.seen)
		out = append(out, casework.Exclusion{ID: e.ID, Of: of, Since: e.Since, EndedAt: e.EndedAt, By: deskOnly(e.By)})
	}
	return out
}
