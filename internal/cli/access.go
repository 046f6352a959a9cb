package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type accessGroup struct {
	Remote `embed:""`

	List    accessList    `cmd:"" help:"What your agency was given of cases, or has given."`
	Show    accessShow    `cmd:"" help:"Who was let in to a case, and who is kept out."`
	Give    accessGive    `cmd:"" help:"Let an agency see a part of a case, with the survivor's consent and until a day."`
	End     accessEnd     `cmd:"" help:"End a grant before its time."`
	Exclude accessExclude `cmd:"" help:"Keep an officer out, because she wants it."`
	Readmit accessReadmit `cmd:"" help:"Let an officer in again, because she wants it."`
	Break   accessBreak   `cmd:"" help:"Break the glass: open a case in an emergency, for an hour. Somebody else reviews it."`
}

type accessList struct {
	page `embed:""`

	Given   bool `help:"What your agency's desks have given, in place of what it was given."`
	Running bool `help:"Only what has not ended."`
}

func (c *accessList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListGrantsParams{Running: c.Running, Limit: c.Limit, Cursor: c.Cursor}
	if c.Given {
		params.Side = wire.Given
	}
	return ask(r, env, func(s *client.Client) (wire.GrantPage, error) { return s.ListGrants(ctx, params) }, func(found wire.GrantPage) {
		env.grants(found.Items)
		env.more(found.Next)
	})
}

func (env Env) grants(all []wire.Grant) {
	t := NewTable(env.Out, "CASE", "GRANT", "TO", "CLASSES", "FOR", "RESTS ON", "FROM", "UNTIL", "RUNS")
	for _, g := range all {
		t.Row(g.Case, g.Grant, g.Agency, strings.Join(codes(g.Classes), " "), g.Purpose, g.Consent, g.GivenBy, Instant(g.Until), yes(g.Running))
	}
	t.Flush()
}

// codes turns codes into texts.
func codes[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, one := range in {
		out[i] = string(one)
	}
	return out
}

type accessShow struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *accessShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.CaseAccess, error) { return s.ListAccess(ctx, c.Case) }, func(found wire.CaseAccess) {
		env.grants(found.Grants)
		t := NewTable(env.Out, "GLASS", "BROKEN BY", "FOR", "SINCE", "UNTIL", "OPEN", "REVIEW")
		for _, g := range found.Glass {
			review := string(g.Reviewed)
			if review == "" {
				review = g.Review
			}
			t.Row(g.Glass, g.By.Desk, g.Purpose, Instant(g.Since), Instant(g.Until), yes(g.Open), review)
		}
		t.Flush()
		t = NewTable(env.Out, "KEPT OUT", "OF", "SINCE", "UNTIL", "RECORDED BY")
		for _, k := range found.KeptOut {
			t.Row(k.Exclusion, k.Officer.Desk, Instant(k.Since), Instant(k.EndedAt), k.By)
		}
		t.Flush()
	})
}

type accessGive struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Desk    string    `arg:"" help:"The agency's desk that hears of it, as eth-reintegration-desk."`
	Classes []string  `arg:"" help:"What is given: C-travel, C, D, E, F, G, H, J."`
	Purpose string    `required:"" placeholder:"reintegration" help:"What for: casework, identification, care, clearance, justice, travel, reception, reintegration, oversight, emergency."`
	Consent string    `required:"" placeholder:"C10" help:"The consent that it rests on: C3, C6, C7, C10 or C11."`
	Until   string    `required:"" placeholder:"WHEN" help:"Until when, as 2026-12-24 or +30d."`
	Words   InputText `placeholder:"FILE" help:"What you want to add in words. Sealed."`
}

func (c *accessGive) Run(ctx context.Context, env Env, r *Remote) error {
	until, err := moment(c.Until, env.Now())
	if err != nil {
		return err
	}
	body := wire.AccessGiving{
		Desk: wire.DeskId(c.Desk), Classes: as[wire.GivenClass](c.Classes), Purpose: wire.Purpose(c.Purpose), Consent: wire.GrantConsent(c.Consent),
		Until: until, Words: string(c.Words),
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.GiveAccess(ctx, i, c.Case, body)
	})
}

type accessEnd struct {
	Case  wire.Ref `arg:"" help:"The case's reference."`
	Grant int      `arg:"" help:"The grant's number in this case."`
}

func (c *accessEnd) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.EndAccess(ctx, i, c.Case, c.Grant)
	})
}

type accessExclude struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Account string    `name:"officer" xor:"who" required:"" placeholder:"ACCOUNT" help:"The officer's account."`
	Seq     int64     `xor:"who" required:"" placeholder:"N" help:"Or a change of the case that the officer has made; the timeline numbers them."`
	Words   InputText `placeholder:"FILE" help:"What she wants to add. Sealed."`
}

func (c *accessExclude) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.Exclusion{Account: wire.AccountId(c.Account), Seq: c.Seq, Words: string(c.Words)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ExcludeOfficer(ctx, i, c.Case, body)
	})
}

type accessReadmit struct {
	Case      wire.Ref  `arg:"" help:"The case's reference."`
	Exclusion int       `arg:"" help:"The exclusion's number in this case."`
	Reasons   InputText `required:"" placeholder:"FILE" help:"What she has said. Sealed."`
}

func (c *accessReadmit) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReadmitOfficer(ctx, i, c.Case, c.Exclusion, wire.Reasons{Reasons: string(c.Reasons)})
	})
}

type accessBreak struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Purpose string    `default:"emergency" placeholder:"emergency" help:"What for: emergency, care, justice, survivor_request, ..."`
	Reasons InputText `required:"" placeholder:"FILE" help:"Why. It stays on record, and somebody else judges it within a day."`
}

func (c *accessBreak) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.GlassBreaking{Purpose: wire.Purpose(c.Purpose), Reasons: string(c.Reasons)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.BreakGlass(ctx, i, c.Case, body)
	})
}
