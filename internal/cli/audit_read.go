package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

type auditEvents struct {
	Remote `embed:""`
	page   `embed:""`

	Case    wire.Ref      `placeholder:"REF" help:"What was done to this case, and who looked at it."`
	Account string        `name:"of" placeholder:"ID" help:"What this account did."`
	By      wire.AgencyId `placeholder:"AGENCY" help:"What this agency did."`
	Action  string        `placeholder:"case.show" help:"Only this action."`
	Denied  bool          `help:"Only what was denied."`
	From    string        `placeholder:"INSTANT" help:"Not before this instant, as 2026-11-01T00:00:00Z."`
	Before  string        `placeholder:"INSTANT" help:"Before this instant."`
}

func (c *auditEvents) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListAuditEventsParams{Case: c.Case, Account: c.Account, Agency: c.By, Action: c.Action, Limit: c.Limit, Cursor: c.Cursor}
	if c.Denied {
		params.Outcome = audit.Denied
	}
	var err error
	if params.From, err = moment(c.From, env.Now()); err != nil {
		return err
	}
	if params.Before, err = moment(c.Before, env.Now()); err != nil {
		return err
	}
	return ask(r, env, func(s *client.Client) (wire.AuditPage, error) { return s.ListAuditEvents(ctx, params) }, func(found wire.AuditPage) {
		t := NewTable(env.Out, "ROW", "AT", "ACCOUNT", "DESK", "ROLE", "ACTION", "OF", "CLASSES", "WHY", "OUTCOME")
		for _, e := range found.Items {
			what := e.Action
			if e.Code != "" {
				what += " " + e.Code
			}
			t.Row(e.Row, Instant(e.At), e.Account, e.Desk, e.Role, what, e.Ref, classCodes(e.Classes), e.Purpose, e.Outcome)
		}
		t.Flush()
		env.more(found.Next)
	})
}

type auditReaders struct {
	Remote `embed:""`
	page   `embed:""`

	Case     wire.Ref    `arg:"" help:"The case's reference."`
	Language wire.Tongue `enum:"en,ar,my" default:"en" help:"The language of the sentences: en, ar or my."`
}

func (c *auditReaders) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ShowReadersParams{Language: c.Language, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.ReaderPage, error) { return s.ShowReaders(ctx, c.Case, params) }, func(found wire.ReaderPage) {
		for _, e := range found.Items {
			env.Printf("%s  %s\n", Instant(e.At), e.Text)
		}
		if len(found.Items) == 0 {
			env.Printf("No one has looked yet.\n")
		}
		env.more(found.Next)
	})
}

// classCodes lists field classes by their letters.
func classCodes(classes []policy.Class) string {
	out := make([]string, len(classes))
	for i, c := range classes {
		out[i] = string(c)
	}
	return strings.Join(out, " ")
}
