package api

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ListConsents shows the ledger, newest first; what was taken back stays in it.
func (s *Server) ListConsents(ctx context.Context, r wire.ListConsentsRequestObject) (wire.ListConsentsResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	ledger, err := s.Record.Consents(ctx, r.Case)
	if err != nil {
		return nil, hide(err)
	}
	v := wire.ListConsents200JSONResponse{Items: []wire.ConsentState{}}
	now := s.Now()
	if len(ledger) > 0 {
		c.sight.RevealLedger()
	}
	for _, given := range ledger {
		one := consentView(given.ConsentGiven, now)
		one.Desk = string(given.By.Desk)
		v.Items = append(v.Items, one)
	}
	return v, nil
}

// GiveConsents records consents that a survivor has given.
func (s *Server) GiveConsents(ctx context.Context, r wire.GiveConsentsRequestObject) (wire.GiveConsentsResponseObject, error) {
	cmd := casework.Command{Kind: casework.KindConsent, Consents: r.Body.Consents, Mode: r.Body.Mode, Language: r.Body.Language}
	if !r.Body.Until.IsZero() {
		until := r.Body.Until.UTC()
		cmd.Until = &until
	}
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey, cmd, record.Words{Text: r.Body.Words})
}

// PreviewWithdrawal says what a withdrawal would do, by doing it to a copy.
func (s *Server) PreviewWithdrawal(ctx context.Context, r wire.PreviewWithdrawalRequestObject) (wire.PreviewWithdrawalResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	preview, err := casework.PreviewWithdrawal(c.State, casework.Command{
		Kind: casework.KindWithdraw, By: request.From(ctx).Actor.Casework(), At: s.Now().UTC(), Consents: r.Params.Consent,
	}, s.Procedure)
	if err != nil {
		return nil, &seenError{err, c.sight}
	}
	return wire.PreviewWithdrawal200JSONResponse(previewView(preview, c.sight)), nil
}

// previewView shows what a withdrawal would do: to the own desk, and to whoever sees the whole
// case all of it. Whoever is near her and sees a part of the case tells her that there is more,
// and who knows it: the caseworker.
func previewView(p casework.Preview, seen request.Visibility) wire.WithdrawalPreview {
	v := wire.WithdrawalPreview{Undoes: []wire.PreviewUndo{}, Ends: []wire.PreviewGrant{}}
	v.Recalls, v.Withheld = previewTasks(p.Recalls, seen)
	asks, more := previewTasks(p.Asks, seen)
	v.Asks, v.Withheld = asks, v.Withheld || more
	for _, u := range p.Undoes {
		if !seen.RevealPart(policy.Operational, u.Desk) {
			v.Withheld = true
			continue
		}
		v.Undoes = append(v.Undoes, wire.PreviewUndo{
			Kind: string(u.Kind), Way: wire.PreviewUndoWay(u.Method), Desk: string(u.Desk), Leftover: u.Leftover,
		})
	}
	for _, g := range p.Ends { // who was let in is no business of whoever cannot let anybody in
		if g.Agency != seen.Actor().Agency && !seen.May(policy.ListAccess) {
			v.Withheld = true
			continue
		}
		seen.RevealLedger() // on which of her consents it rests
		v.Ends = append(v.Ends, wire.PreviewGrant{Grant: g.ID, Agency: string(g.Agency), Desk: string(g.Desk)})
	}
	return v
}

func previewTasks(tasks []casework.PreviewTask, seen request.Visibility) (out []wire.PreviewTask, withheld bool) {
	out = []wire.PreviewTask{}
	for _, t := range tasks {
		if !seen.RevealPart(policy.Operational, t.Desk) {
			withheld = true
			continue
		}
		out = append(out, wire.PreviewTask{Task: taskName(t.Task), Step: t.Step, Desk: string(t.Desk)})
	}
	return out, withheld
}

// WithdrawConsents freezes what hangs on the consents and undoes it in reverse.
func (s *Server) WithdrawConsents(ctx context.Context, r wire.WithdrawConsentsRequestObject) (wire.WithdrawConsentsResponseObject, error) {
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey,
		casework.Command{Kind: casework.KindWithdraw, Consents: r.Body.Consents}, record.Words{Text: r.Body.Words})
}
