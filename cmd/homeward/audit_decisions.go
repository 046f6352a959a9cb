package main

import (
	"context"
	"errors"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
)

type auditDecisions struct {
	Case string `arg:"" help:"The case's reference."`
}

// Help is shown under the usage.
func (c *auditDecisions) Help() string {
	return `Decrypts the commitments in the audit log with the case's key, and compares them with the decisions in the database. It finds decisions that were changed in the database, or written without the log. Verify the log first: this command trusts it. An erased case has nothing left to compare.

It connects to the database as homeward_worker. Variables: as for homeward keys rotate.`
}

func (c *auditDecisions) Run(ctx context.Context, env cli.Env) (err error) {
	cfg, err := readConfig(env.Lookup, config.Needs{Database: true, Keys: true})
	if err != nil {
		return err
	}
	box, err := openKeyring(cfg, cfg.Database, env.Now, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.close()) }()
	store, err := postgres.Open(postgres.Options{
		DSN: cfg.Database, As: principal.Principal{Kind: principal.Worker}, Box: box, Now: env.Now, NewRef: noRef, MaxOpen: 2,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.CheckRowSecurity(ctx, postgres.RoleWorker); err != nil {
		return err
	}
	found, err := store.CheckDecisions(ctx, casework.Ref(c.Case))
	if err != nil {
		return err
	}
	for _, f := range found {
		env.Printf("%s\n", f)
	}
	if len(found) > 0 {
		return tampered(len(found))
	}
	env.Printf("Every decision matches its commitment.\n")
	return nil
}
