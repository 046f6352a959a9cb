package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type accessGroup struct {
	Remote `embed:""`

	List    accessList    `cmd:"" help:"The grants that your agency has received, or has given."`
	Show    accessShow    `cmd:"" help:"Who has access to a case, and who is excluded."`
	Give    accessGive    `cmd:"" help:"Let an agency see a part of a case, with the survivor's consent and for a limited time."`
	End     accessEnd     `cmd:"" help:"End a grant before its time."`
	Exclude accessExclude `cmd:"" help:"Exclude an officer from a case, because the survivor wants it."`
	Readmit accessReadmit `cmd:"" help:"End an exclusion, because the survivor wants it."`
	Break   accessBreak   `cmd:"" help:"Use break-glass access: open a case in an emergency, for an hour. Another officer reviews it."`
}

type accessList struct {
	page `embed:""`

	Given   bool  `help:"Grants that your agency has given, instead of those that it has received."`
	Running *bool `negatable:"" help:"Only those that have not ended; or only those that have."`
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
	t := NewTable(env.Out, "CASE", "GRANT", "TO", "CLASSES", "FOR", "CONSENT", "FROM", "UNTIL", "ACTIVE")
	for _, g := range all {
		t.Row(g.Case, g.Grant, g.Agency, strings.Join(codes(g.Classes), " "), g.Purpose, g.Consent, g.GivenBy, Instant(g.Until), yes(g.Running))
	}
	t.Flush()
}

// codes converts codes to strings.
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
		t = NewTable(env.Out, "EXCLUDED", "OF", "SINCE", "UNTIL", "RECORDED BY")
		for _, k := range found.KeptOut {
			t.Row(k.Exclusion, k.Officer.Desk, Instant(k.Since), Instant(k.EndedAt), k.By)
		}
		t.Flush()
	})
}

type accessGive struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Desk    string    `arg:"" help:"The agency's desk that is notified, as eth-reintegration-desk."`
	Classes []string  `arg:"" help:"Field classes: C-travel, C, D, E, F, G, H, J."`
	Purpose string    `required:"" placeholder:"reintegration" help:"Purpose: casework, identification, care, clearance, justice, travel, reception, reintegration, oversight, emergency."`
	Consent string    `required:"" placeholder:"C10" help:"The consent that allows it: C3, C6, C7, C10 or C11."`
	Until   string    `required:"" placeholder:"WHEN" help:"End, as 2026-12-24 or +30d."`
	Words   InputText `placeholder:"FILE" help:"A remark. Sealed."`
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
	Seq     int64     `xor:"who" required:"" placeholder:"N" help:"Or the number of a change that the officer has made, from the timeline."`
	Words   InputText `placeholder:"FILE" help:"What the survivor wants to add. Sealed."`
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
	Reasons   InputText `required:"" placeholder:"FILE" help:"What the survivor has said. Sealed."`
}

func (c *accessReadmit) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReadmitOfficer(ctx, i, c.Case, c.Exclusion, wire.Reasons{Reasons: string(c.Reasons)})
	})
}

type accessBreak struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Purpose string    `default:"emergency" placeholder:"emergency" help:"Purpose: emergency, care, justice, survivor_request, ..."`
	Reasons InputText `required:"" placeholder:"FILE" help:"The reason. It stays on record, and another officer reviews it within a day."`
}

func (c *accessBreak) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.GlassBreaking{Purpose: wire.Purpose(c.Purpose), Reasons: string(c.Reasons)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.BreakGlass(ctx, i, c.Case, body)
	})
}
