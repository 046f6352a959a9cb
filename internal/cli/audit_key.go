package cli

import (
	"cmp"
	"context"
	"errors"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/wire"
)

type auditKey struct {
	Remote `embed:""`

	Make    string `placeholder:"FILE" help:"Make a new pair, with the secret key in this file. An existing file is never overwritten."`
	Public  string `placeholder:"FILE" help:"With --make: where the public key goes; default: the name of the secret one with .pub added."`
	Witness string `placeholder:"NAME" help:"With --make: a pair for a witness of this name, as idn-mofa.example/1, who countersigns heads."`
	Of      string `default:"homeward" placeholder:"CODE" help:"With --make: the Temporal namespace of the installation whose log it is."`
}

// Help is shown under the usage.
func (c *auditKey) Help() string {
	return `Asks the server for the public key of its audit log. To verify the log, get the key from the people who run the server, in person or on paper, and compare: an attacker who can replace the log can replace this answer.

With --make it makes a new pair instead. The secret key of the log goes to homeward work (HOMEWARD_AUDIT_KEY_FILE), the public one to homeward serve (HOMEWARD_AUDIT_PUBLIC) and to every partner. The secret key of a witness stays with its agency; the public one goes into the file that HOMEWARD_WITNESSES names, behind the code of the agency.`
}

func (c *auditKey) Run(ctx context.Context, env Env, r *Remote) error {
	switch {
	case c.Make == "" && c.Witness != "":
		return errors.New("--witness goes with --make")
	case c.Make == "":
		return ask(r, env, func(s *client.Client) (wire.AuditKey, error) { return s.ShowAuditKey(ctx) }, env.auditKeys)
	}
	public := cmp.Or(c.Public, c.Make+".pub")
	pair := func() (string, error) { return notary.MakeLogKey(c.Make, public, audit.Origin(c.Of)) }
	if c.Witness != "" {
		pair = func() (string, error) { return notary.MakeWitnessKey(c.Make, public, c.Witness) }
	}
	text, err := pair()
	if err != nil {
		return err
	}
	env.Printf("%s\n", text)
	return nil
}

// auditKeys prints the keys of a log.
func (env Env) auditKeys(k wire.AuditKey) {
	env.Printf("%s\n", k.Key)
	if len(k.Witnesses) == 0 {
		return
	}
	env.Printf("\n")
	t := NewTable(env.Out, "WITNESS OF", "KEY")
	for _, one := range k.Witnesses {
		t.Row(one.Agency, one.Key)
	}
	t.Flush()
}
