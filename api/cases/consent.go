package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

func (h handlers) listConsents(ctx context.Context, p ofCase) (wire.Consents, error) {
	ledger, err := h.do.ListConsents(ctx, p.Case)
	v := wire.Consents{Items: []wire.ConsentState{}}
	for _, given := range ledger {
		v.Items = append(v.Items, consent(given))
	}
	return v, err
}

func consent(g cases.Consent) wire.ConsentState {
	return wire.ConsentState{
		Consent: g.Consent, Active: g.Active, ByLaw: g.Mode == casework.ModeAuthority, Mode: g.Mode, Language: g.Language,
		At: g.At.UTC(), Until: encode.Time(g.Until), WithdrawnAt: encode.Time(g.WithdrawnAt), Desk: string(g.Desk), Receiver: string(g.Receiver),
	}
}

func (h handlers) giveConsents(ctx context.Context, p onCase, body wire.GiveConsentsJSONRequestBody) (act.Receipt, error) {
	return h.do.GiveConsents(ctx, p.Case, p.Key, cases.GiveConsents{
		Consents: body.Consents, Mode: body.Mode, Language: body.Language, Until: body.Until, Receiver: body.Receiver, Words: body.Words,
	})
}

func (h handlers) withdrawConsents(ctx context.Context, p onCase, body wire.WithdrawConsentsJSONRequestBody) (act.Receipt, error) {
	return h.do.WithdrawConsents(ctx, p.Case, p.Key, body.Consents, body.Words)
}

type previewWithdrawal struct {
	ofCase
	wire.PreviewWithdrawalParams
}

func (h handlers) previewWithdrawal(ctx context.Context, p previewWithdrawal) (wire.WithdrawalPreview, error) {
	w, err := h.do.PreviewWithdrawal(ctx, p.Case, p.Consent)
	v := wire.WithdrawalPreview{
		Recalls: previewTasks(w.Recalls), Asks: previewTasks(w.Asks), Undoes: []wire.PreviewUndo{}, Ends: []wire.PreviewGrant{}, Withheld: w.Withheld,
	}
	for _, u := range w.Undoes {
		v.Undoes = append(v.Undoes, encode.PreviewUndo(u))
	}
	for _, g := range w.Ends {
		v.Ends = append(v.Ends, wire.PreviewGrant{Grant: g.ID, Agency: string(g.Agency), Desk: string(g.Desk)})
	}
	return v, err
}

func previewTasks(tasks []casework.PreviewTask) []wire.PreviewTask {
	out := []wire.PreviewTask{}
	for _, t := range tasks {
		out = append(out, encode.PreviewTask(t))
	}
	return out
}
