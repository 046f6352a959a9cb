package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/wire"
)

type auditGroup struct {
	Verify    auditVerify    `cmd:"" help:"Check the audit log, in the database or in an export, and name what was done to it."`
	Export    auditExport    `cmd:"" help:"Write the audit log into a file that can be kept and verified elsewhere."`
	Key       auditKey       `cmd:"" help:"The public key of the audit log; or make a new pair, for the log or for a witness."`
	Keep      auditKeep      `cmd:"" help:"Fetch the newest head, check that it goes on from the one that was kept, keep it, and countersign it."`
	Decisions auditDecisions `cmd:"" help:"Check that the decisions of a case are those that were committed to."`
	Events    auditEvents    `cmd:"" help:"Lines of the audit log, for the data protection officer and the auditor."`
	Readers   auditReaders   `cmd:"" help:"Who has looked at a case, in words that can be read to her."`
}

// auditLog opens the audit log of the database that the environment names, as the role that
// reads it and nothing else.
func (w world) auditLog(ctx context.Context) (*postgres.Store, error) {
	cfg, err := config.FromEnv(config.Lookup(w.lookup), config.Needs{Database: true})
	if err != nil {
		return nil, err
	}
	store, err := postgres.Open(postgres.Options{DSN: cfg.Database, Box: seal.Shut{}, Now: w.now, NewRef: noRef, MaxOpen: 2})
	if err != nil {
		return nil, err
	}
	// Another role would be given nothing, and nothing looks sound.
	if err := store.CheckWall(ctx, postgres.RoleAudit); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

type auditExport struct {
	File string `arg:"" help:"Where the export goes. A file that is there is never written over."`
}

// Help is shown under the usage.
func (c *auditExport) Help() string {
	return `Writes every leaf of the log's tree with its event, and every signed head, into a file that a person can read and homeward audit verify --file can check without the database. It holds who saw what, so keep it as closed as the log.

It connects to the database as homeward_audit. Variables: DATABASE_URL.`
}

func (c *auditExport) Run(ctx context.Context, w world) error {
	store, err := w.auditLog(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	file, err := os.OpenFile(c.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	leaves, err := audit.Export(ctx, file, store.AuditSource())
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(c.File))
	}
	w.print("Wrote %d events to %s\n", leaves, c.File)
	return nil
}

type auditKey struct {
	Remote `embed:""`

	Make    string `placeholder:"FILE" help:"Make a new pair, with the secret key in this file. A file that is there is never written over."`
	Public  string `placeholder:"FILE" help:"With --make: where the public key goes; beside the secret one, with .pub behind its name, unless given."`
	Witness string `placeholder:"NAME" help:"With --make: a pair for a witness of this name, as idn-mofa.example/1, who countersigns heads."`
	Of      string `default:"homeward" placeholder:"CODE" help:"With --make: of which installation the log is, by its Temporal namespace."`
}

// Help is shown under the usage.
func (c *auditKey) Help() string {
	return `Asks the server for the public key of its audit log. Whoever means to verify the log gets the key from the people who run it, in person or on paper, and compares: who could replace the log could replace this answer.

With --make it makes a new pair instead. The secret key of the log goes to homeward work (HOMEWARD_AUDIT_KEY_FILE), the public one to homeward serve (HOMEWARD_AUDIT_PUBLIC) and to every partner. The secret key of a witness stays with its agency; the public one goes into the file that HOMEWARD_WITNESSES names, behind the code of the agency.`
}

func (c *auditKey) Run(ctx context.Context, w world, r *Remote) error {
	switch {
	case c.Make == "" && c.Witness != "":
		return errors.New("--witness goes with --make")
	case c.Make == "":
		return ask(r, w, func(s *client.Client) (wire.AuditKey, error) { return s.AuditKey(ctx) }, w.auditKeys)
	}
	public := cmp.Or(c.Public, c.Make+".pub")
	pair := func() (string, error) { return notary.Make(c.Make, public, audit.Origin(c.Of)) }
	if c.Witness != "" {
		pair = func() (string, error) { return notary.MakeWitness(c.Make, public, c.Witness) }
	}
	text, err := pair()
	if err != nil {
		return err
	}
	w.print("%s\n", text)
	return nil
}

// auditKeys prints the keys of a log.
func (w world) auditKeys(k wire.AuditKey) {
	w.print("%s\n", k.Key)
	if len(k.Witnesses) == 0 {
		return
	}
	w.print("\n")
	t := newTable(w.out, "WITNESS OF", "KEY")
	for _, one := range k.Witnesses {
		t.row(one.Agency, one.Key)
	}
	t.flush()
}
