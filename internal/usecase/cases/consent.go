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
		out := newestFirst(ledger, s.core.Now())
		if i := slices.IndexFunc(out, func(one Consent) bool { return one.Consent == casework.ConsentHandover }); i >= 0 {
			out[i].Receiver = c.State.ReceiverOf(out[i].ConsentGiven)
		}
		return out, nil
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
	// Receiver is the desk to which she agrees that her file is handed over, for ConsentHandover; "" is the corridor's.
	Receiver casework.DeskID
	Words    string
}

// GiveConsents records consents that a survivor has given.
func (s *Cases) GiveConsents(ctx context.Context, ref casework.Ref, key string, in GiveConsents) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.GiveConsent, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if possible := s.receivers(c); in.Receiver != "" && (!slices.Contains(in.Consents, casework.ConsentHandover) || !slices.Contains(possible, in.Receiver)) {
			return act.Receipt{}, act.NotListed("/receiver", possible)
		}
		cmd := casework.Command{Kind: casework.KindConsent, Consents: in.Consents, Mode: in.Mode, Language: in.Language, Until: act.Instant(in.Until), Desk: in.Receiver}
		return s.core.SendToCase(ctx, c, key, cmd, record.Words{Text: in.Words})
	})
}

// receivers are the desks to which she can agree that her file is handed over: the receiving desks of her states, and
// those of no state, without those of the states that she fears; that of the corridor first.
func (s *Cases) receivers(c act.Found) []casework.DeskID {
	usual, _ := c.State.Rules.DeskOf(casework.StepReception)
	hers := []casework.Country{c.State.Rules.Origin, c.State.AskedState(), s.core.PlaceOf(usual).Country}
	out := slices.DeleteFunc(s.core.DesksOfKind(casework.DeskReceiving), func(desk casework.DeskID) bool {
		of := s.core.PlaceOf(desk).Country
		elsewhere := c.State.Rules.Origin != "" && len(of) == len("KEN") && !slices.Contains(hers, of)
		return elsewhere || slices.Contains(c.Subject.Feared, of)
	})
	slices.SortStableFunc(out, func(a, b casework.DeskID) int {
		switch usual {
		case a:
			return -1
		case b:
			return 1
		default:
			return 0
		}
	})
	return out
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
