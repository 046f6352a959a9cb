package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
)

type auditGroup struct {
	Verify    auditVerify    `cmd:"" help:"Check the audit log, in the database or in an export, and report manipulation."`
	Export    auditExport    `cmd:"" help:"Export the audit log to a file that can be verified elsewhere."`
	Cases     auditCases     `cmd:"" help:"Find cases that an earlier release has left in a wrong state, and say what repairs each."`
	Decisions auditDecisions `cmd:"" help:"Check that the decisions of a case match the commitments in the log."`

	cli.AuditCommands `embed:""`
}

// auditLog opens the audit log of the database that the environment names, as the role that can
// only read it.
func auditLog(ctx context.Context, env cli.Env) (*postgres.Store, error) {
	cfg, err := readConfig(env.Lookup, config.Needs{Database: true})
	if err != nil {
		return nil, err
	}
	store, err := postgres.Open(postgres.Options{DSN: cfg.Database, Box: seal.Disabled{}, Now: env.Now, NewRef: noRef, MaxOpen: 2})
	if err != nil {
		return nil, err
	}
	// Another role would see no rows, and an empty log looks sound.
	if err := store.CheckRowSecurity(ctx, postgres.RoleAudit); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

type auditExport struct {
	File string `arg:"" help:"The file to write. An existing file is never overwritten."`
}

// Help is shown under the usage.
func (c *auditExport) Help() string {
	return `Writes every leaf of the log's tree with its event, and every signed head, to a file that people can read and homeward audit verify --file can check without the database. It says who saw what, so protect it as well as the log.

It connects to the database as homeward_audit. Variables: DATABASE_URL.`
}

func (c *auditExport) Run(ctx context.Context, env cli.Env) error {
	store, err := auditLog(ctx, env)
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
	env.Printf("Wrote %d events to %s\n", leaves, c.File)
	return nil
}
