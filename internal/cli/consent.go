package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type consentGroup struct {
	Remote `embed:""`

	Give     consentGive     `cmd:"" help:"Record consents that a survivor has given."`
	List     consentList     `cmd:"" help:"The ledger; a withdrawn consent stays in it."`
	Preview  consentPreview  `cmd:"" help:"What a withdrawal would do. Nothing is changed."`
	Withdraw consentWithdraw `cmd:"" help:"Withdraw consents: freezes what depends on them, then undoes it in reverse order."`
}

type consentGive struct {
	Case     wire.Ref       `arg:"" help:"The case's reference."`
	Consents []wire.Consent `arg:"" help:"C1 to C14: C1 registration, C2 screening, C3 medical, C4 consulate, C5 identity, C6 police, C7 family, C8 shelter, C9 return, C10 handover, C11 follow-up, C12 statistics, C13 biometrics, C14 media."`
	Mode     string         `required:"" placeholder:"signature" help:"How: signature, thumbprint, recorded, sign_language, icons; authority for what the law prescribes."`
	Language string         `placeholder:"am" help:"The language, ISO 639."`
	Until    string         `placeholder:"WHEN" help:"End, as 2026-12-24 or +30d."`
	Receiver string         `placeholder:"DESK" help:"Of C10: the desk that her file is handed over to; default: the corridor's receiving desk. Another receiver is another consent: the former one is asked to delete what it has."`
	Words    InputText      `placeholder:"FILE" help:"A remark. Sealed."`
}

func (c *consentGive) Run(ctx context.Context, env Env, r *Remote) error {
	until, err := moment(c.Until, env.Now())
	if err != nil {
		return err
	}
	body := wire.ConsentGiving{Consents: c.Consents, Mode: wire.ConsentMode(c.Mode), Language: c.Language, Until: until, Receiver: wire.DeskId(c.Receiver), Words: string(c.Words)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.GiveConsents(ctx, i, c.Case, body)
	})
}

// as converts strings to codes.
func as[T ~string](texts []string) []T {
	out := make([]T, len(texts))
	for i, text := range texts {
		out[i] = T(text)
	}
	return out
}

type consentList struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *consentList) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Consents, error) { return s.ListConsents(ctx, c.Case) }, func(found wire.Consents) {
		t := NewTable(env.Out, "CONSENT", "VALID", "BY LAW", "MODE", "LANGUAGE", "GIVEN", "UNTIL", "WITHDRAWN", "RECEIVER")
		for _, s := range found.Items {
			t.Row(s.Consent, yes(s.Active), yes(s.ByLaw), s.Mode, s.Language, Instant(s.At), Instant(s.Until), Instant(s.WithdrawnAt), s.Receiver)
		}
		t.Flush()
	})
}

type consentPreview struct {
	Case     wire.Ref       `arg:"" help:"The case's reference."`
	Consents []wire.Consent `arg:"" help:"The consents to withdraw, as C9."`
}

func (c *consentPreview) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.WithdrawalPreview, error) {
		return s.PreviewWithdrawal(ctx, c.Case, wire.PreviewWithdrawalParams{Consent: c.Consents})
	}, func(p wire.WithdrawalPreview) {
		t := NewTable(env.Out, "WHAT WOULD HAPPEN", "TO", "HOW", "DESK", "WHAT STAYS")
		previewRows(t, p.Recalls, p.Undoes)
		for _, g := range p.Ends {
			t.Row("access ends", g.Agency, "", g.Desk, "")
		}
		for _, k := range p.Asks {
			t.Row("asked instead", k.Step, "", k.Desk, "")
		}
		t.Flush()
	})
}

// previewRows adds the requests that would be recalled and the acts that would be undone.
func previewRows(t *Table, recalls []wire.PreviewTask, undoes []wire.PreviewUndo) {
	for _, k := range recalls {
		t.Row("request recalled", k.Task, "", k.Desk, "")
	}
	for _, u := range undoes {
		t.Row("undone", u.Kind, u.Way, u.Desk, u.Leftover)
	}
}

type consentWithdraw struct {
	Case     wire.Ref       `arg:"" help:"The case's reference."`
	Consents []wire.Consent `arg:"" help:"The consents to withdraw, as C9. No reason is asked for."`
	Words    InputText      `placeholder:"FILE" help:"What the survivor wants to add. Sealed."`
}

func (c *consentWithdraw) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.ConsentWithdrawal{Consents: c.Consents, Words: string(c.Words)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.WithdrawConsents(ctx, i, c.Case, body)
	})
}
