package cases

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// ListConsents shows the ledger of consents, newest first; what was withdrawn stays in it.
func (s *Cases) ListConsents(ctx context.Context, ref casework.Ref) ([]Consent, error) {
	return act.Run(ctx, s.core, policy.ListConsents, act.OfCase(ref), func(ctx context.Context) ([]Consent, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		ledger, err := s.store.Consents(ctx, ref)
		if err != nil {
			return nil, act.AsMissing(err)
		}
		if len(ledger) > 0 {
			c.Seen.RevealLedger()
		}
		return newestFirst(ledger, s.core.Now()), nil
	})
}

// newestFirst turns the ledger round. Only the newest line about a consent can be active: a withdrawal is a
// line of its own, and ends the one before.
func newestFirst(ledger []record.Consent, now time.Time) []Consent {
	out, seen := []Consent{}, map[casework.Consent]bool{}
	for _, given := range slices.Backward(ledger) {
		out = append(out, Consent{ConsentGiven: given.ConsentGiven, Active: !seen[given.Consent] && given.Active(now), Desk: given.By.Desk})
		seen[given.Consent] = true
	}
	return out
}

// GiveConsents has the consents of a survivor, and how she was asked.
type GiveConsents struct {
	Consents []casework.Consent
	Mode     casework.Mode
	Language string    // ISO 639
	Until    time.Time // zero for no end
	Words    string
}

// GiveConsents records consents that a survivor has given.
func (s *Cases) GiveConsents(ctx context.Context, ref casework.Ref, key string, in GiveConsents) (act.Receipt, error) {
	cmd := casework.Command{Kind: casework.KindConsent, Consents: in.Consents, Mode: in.Mode, Language: in.Language, Until: act.Instant(in.Until)}
	return s.core.CommandCase(ctx, policy.GiveConsent, ref, key, cmd, record.Words{Text: in.Words})
}

// WithdrawConsents freezes what rests on the consents and undoes it in reverse.
func (s *Cases) WithdrawConsents(ctx context.Context, ref casework.Ref, key string, consents []casework.Consent, words string) (act.Receipt, error) {
	return s.core.CommandCase(ctx, policy.WithdrawConsent, ref, key, casework.Command{Kind: casework.KindWithdraw, Consents: consents}, record.Words{Text: words})
}

// Withdrawal is what a withdrawal of consents would do. Withheld is true if there are more consequences
// at other desks, which the caseworker knows.
type Withdrawal struct {
	casework.Preview

	Withheld bool
}

// PreviewWithdrawal returns what a withdrawal would do. It applies the withdrawal to a copy of the case.
func (s *Cases) PreviewWithdrawal(ctx context.Context, ref casework.Ref, consents []casework.Consent) (Withdrawal, error) {
	return act.Run(ctx, s.core, policy.PreviewWithdrawal, act.OfCase(ref), func(ctx context.Context) (Withdrawal, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return Withdrawal{}, err
		}
		cmd := casework.Command{Kind: casework.KindWithdraw, By: request.From(ctx).Actor.Casework(), At: s.core.Now().UTC(), Consents: consents}
		preview, err := ruling.PreviewWithdrawal(c.State, cmd, s.procedure)
		if err != nil {
			return Withdrawal{}, act.Explain(err, c.Seen, s.core.Now())
		}
		return withdrawal(preview, c.Seen), nil
	})
}

// withdrawal keeps of a preview the caller's own desk's part, or all of it if they see the whole case.
func withdrawal(p casework.Preview, seen request.Visibility) Withdrawal {
	var out Withdrawal
	out.Recalls, out.Withheld = visible.PreviewTasks(p.Recalls, seen)
	asks, more := visible.PreviewTasks(p.Asks, seen)
	out.Asks, out.Withheld = asks, out.Withheld || more
	for _, u := range p.Undoes {
		if !seen.RevealPart(policy.Operational, u.Desk) {
			out.Withheld = true
			continue
		}
		out.Undoes = append(out.Undoes, u)
	}
	for _, g := range p.Ends { // a grant is shown to those who may give access, and to the agency that has it
		if g.Agency != seen.Actor().Agency && !seen.May(policy.ListAccess) {
			out.Withheld = true
			continue
		}
		seen.RevealLedger() // on which of her consents it rests
		out.Ends = append(out.Ends, casework.Grant{ID: g.ID, Agency: g.Agency, Desk: g.Desk})
	}
	return out
}
