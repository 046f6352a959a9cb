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
	return `Opens the commitments that stand in the audit log with the case's own key, and compares them with the decisions that the record shows. Who changed a decision in the database, or wrote one past the log, is found by it. Verify the log first: this believes it. Of a case that was erased there is nothing left to compare.

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
	if err := store.CheckWall(ctx, postgres.RoleWorker); err != nil {
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
	env.Printf("Every decision is the one that was committed to.\n")
	return nil
}
