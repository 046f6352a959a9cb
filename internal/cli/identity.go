package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type identityGroup struct {
	Remote `embed:""`

	Show    identityShow    `cmd:"" help:"Who she is on record, a correction that waits for a second person, and the earlier versions."`
	Preview identityPreview `cmd:"" help:"What a correction would recall, undo and let lapse. Nothing is changed."`
	Correct identityCorrect `cmd:"" help:"Propose a correction. It takes effect when a second person of your desk agrees: homeward agree."`
}

// correction reads the new values.
type correction struct {
	Case   wire.Ref `arg:"" help:"The case's reference."`
	Person string   `required:"" placeholder:"FILE" help:"The new values only, in lines as \"name: ...\"; also native_name, born (2001-05-14), document, nationality (ETH), sex (F, M or X); - is the standard input. Not an argument, because others on this machine could read it. Sealed."`
}

func (c *correction) read(env Env) (wire.CorrectedPerson, error) {
	said, err := env.inputFields(c.Person, "name", "native_name", "born", "document", "nationality", "sex")
	return wire.CorrectedPerson{
		Name: said["name"], NativeName: said["native_name"], DocumentNumber: said["document"], Birth: birthOf(said["born"]),
		Nationality: wire.Country(strings.ToUpper(said["nationality"])), Sex: strings.ToUpper(said["sex"]),
	}, err
}

type identityCorrect struct {
	correction `embed:""`

	Reasons InputText `required:"" placeholder:"FILE" help:"Why. It stays on record with the earlier version. Sealed."`
}

func (c *identityCorrect) Run(ctx context.Context, env Env, r *Remote) error {
	person, err := c.read(env)
	if err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.CorrectIdentity(ctx, i, c.Case, wire.IdentityCorrection{Person: person, Reasons: string(c.Reasons)})
	})
}

type identityPreview struct {
	correction `embed:""`
}

func (c *identityPreview) Run(ctx context.Context, env Env, r *Remote) error {
	person, err := c.read(env)
	if err != nil {
		return err
	}
	return ask(r, env, func(s *client.Client) (wire.CorrectionPreview, error) {
		return s.PreviewCorrection(ctx, c.Case, wire.IdentityCorrection{Person: person})
	}, func(p wire.CorrectionPreview) {
		t := NewTable(env.Out, "WHAT WOULD HAPPEN", "TO", "HOW", "DESK", "WHAT STAYS")
		for _, step := range p.Lapses {
			t.Row("answer lapses", step, "", "", "")
		}
		previewRows(t, p.Recalls, p.Undoes)
		for _, k := range p.Asks {
			t.Row("asked", k.Step, "", k.Desk, "")
		}
		t.Flush()
		if p.Withheld {
			env.Printf("There is more at other desks, which you may not see.\n")
		}
	})
}

type identityShow struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *identityShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Identity, error) { return s.ShowIdentity(ctx, c.Case) }, func(found wire.Identity) {
		t := NewTable(env.Out, "VERSION", "NAME", "NATIVE NAME", "BORN", "NATIONALITY", "SEX", "DOCUMENT", "BY DESK", "AT")
		row := func(version string, p wire.Person, desk, at string) {
			t.Row(version, p.Name, p.NativeName, p.Birth.Date, p.Nationality, p.Sex, p.DocumentNumber, desk, at)
		}
		if len(found.Proposed.Fields) > 0 {
			row("proposed", found.Proposed.Person, "", "")
		}
		row("on record", found.Current, "", "")
		for _, one := range found.Former {
			row("before", one.Person, one.Desk, Instant(one.At))
		}
		t.Flush()
		for _, one := range found.Former {
			env.Printf("%s: %s: %s\n", Instant(one.At), words(one.Fields), one.Reasons)
		}
		if len(found.Proposed.Fields) > 0 {
			env.Printf("Proposal %d waits for a second person (%s): %s\n", found.Proposed.Proposal, words(found.Proposed.Fields), found.Proposed.Reasons)
		}
	})
}
