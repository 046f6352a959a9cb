package access

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// View is who was given access to a case. Excluded is nil for callers who need not know.
type View struct {
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
func (s *Access) ListAccess(ctx context.Context, ref casework.Ref) (View, error) {
	return act.Run(ctx, s.core, policy.ListAccess, act.OfCase(ref), func(ctx context.Context) (View, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return View{}, err
		}
		if len(c.State.Access)+len(c.State.BreakGlass) > 0 {
			c.Seen.RevealLedger()
		}
		now := s.core.Now()
		out := View{Case: c.State.Ref, Seq: c.State.Seq, Grants: []Grant{}, BreakGlass: []BreakGlass{}, Excluded: excludedOfficers(c)}
		for _, g := range c.State.Access {
			out.Grants = append(out.Grants, Grant{Active: c.State.GrantActive(g, now), Grant: record.Grant{
				Case: c.State.Ref, ID: g.ID, Agency: g.Agency, Told: g.Desk, GivenBy: g.By.Desk, Classes: g.Classes, Purpose: g.Purpose,
				Consent: g.Consent, Since: g.Since, Until: g.Until, EndedAt: act.Instant(g.EndedAt),
			}})
		}
		for _, g := range c.State.BreakGlass {
			out.BreakGlass = append(out.BreakGlass, breakGlass(c, g, now))
		}
		return out, nil
	})
}

func breakGlass(c act.Found, g casework.BreakGlass, now time.Time) BreakGlass {
	out := BreakGlass{Open: g.Active(now), BreakGlass: casework.BreakGlass{
		ID: g.ID, By: accountable(g.By, c.Seen), Purpose: g.Purpose, Since: g.Since, Until: g.Until, EndedAt: g.EndedAt,
	}}
	review := casework.AccessReview(g.ID)
	if t, open := c.State.TaskFor(review); open {
		out.Review = &t.ID
	}
	if settled, ok := c.State.Settlement(review); ok && c.Seen.RevealPart(policy.OutcomeClass(review), settled.By.Desk) {
		out.Reviewed = settled.Outcome
	}
	return out
}

// excludedOfficers lists whom the survivor wants kept out, for callers who may know it.
func excludedOfficers(c act.Found) []casework.Exclusion {
	if len(c.State.Excluded) == 0 || !c.Seen.Reveal(policy.Narrative) && !c.Seen.Reveal(policy.Audit) {
		return nil
	}
	var out []casework.Exclusion
	for _, e := range c.State.Excluded {
		of := e.Of
		of.Account = e.Account
		of = accountable(of, c.Seen)
		out = append(out, casework.Exclusion{ID: e.ID, Of: of, Since: e.Since, EndedAt: e.EndedAt, By: visible.DeskOnly(e.By)})
	}
	return out
}
