package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

type migrateCommand struct {
	Status    bool   `help:"Only list the migrations, and when each of them ran."`
	Corridors string `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *migrateCommand) Help() string {
	return `Migrates the schema, writes the directory of desks, and stores every version of every corridor. It may be repeated, and run concurrently.

It is the only command that connects as the database's owner. The roles homeward_api, homeward_worker and homeward_audit must exist.

Variables: DATABASE_URL or DATABASE_URL_FILE, HOMEWARD_CORRIDORS.`
}

func (c *migrateCommand) Run(ctx context.Context, env cli.Env) error {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_CORRIDORS": c.Corridors}), config.Needs{Database: true})
	if err != nil {
		return err
	}
	if c.Status {
		return migrations(ctx, env, cfg.Database)
	}
	logger := newLogger(env, cfg.Log)
	if err := prepare(ctx, env, cfg); err != nil {
		return err
	}
	logger.LogAttrs(ctx, slog.LevelInfo, "the database is up to date")
	return nil
}

func migrations(ctx context.Context, env cli.Env, dsn string) error {
	all, err := postgres.Status(ctx, dsn)
	if err != nil {
		return err
	}
	t := cli.NewTable(env.Out, "MIGRATION", "FILE", "RAN AT")
	for _, m := range all {
		t.Row(m.Version, m.File, cli.Instant(m.AppliedAt))
	}
	t.Flush()
	return nil
}

// prepare migrates a database and writes its reference data.
func prepare(ctx context.Context, env cli.Env, cfg config.Config) error {
	files, book, err := readCorridors(cfg.Corridors)
	if err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, cfg.Database); err != nil {
		return err
	}
	store, err := postgres.Open(postgres.Options{DSN: cfg.Database, Box: seal.Disabled{}, Now: env.Now, NewRef: command.NewRef, MaxOpen: 2})
	if err != nil {
		return err
	}
	return errors.Join(seed(ctx, store, files, book), store.Close())
}

// seed writes the directory of desks and the corridor files.
func seed(ctx context.Context, store *postgres.Store, files fs.FS, book *corridor.Set) error {
	if err := store.SeedDirectory(ctx, directoryOf(book.Directory())); err != nil {
		return fmt.Errorf("write directory: %w", err)
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return fmt.Errorf("list corridor files: %w", err)
	}
	for _, name := range names {
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read corridor file: %w", err)
		}
		var head struct {
			ID      string `yaml:"id"`
			Version int    `yaml:"version"`
		}
		if err := yaml.Unmarshal(body, &head); err != nil {
			return fmt.Errorf("read corridor file %s: %w", name, err)
		}
		if _, err := book.Get(head.ID, head.Version); err != nil {
			continue // the directory of desks is not a corridor
		}
		if err := store.PutCorridor(ctx, head.ID, head.Version, body); err != nil {
			return fmt.Errorf("keep corridor %s version %d: %w", head.ID, head.Version, err)
		}
	}
	return nil
}

func directoryOf(d corridor.Directory) record.Directory {
	var out record.Directory
	for _, a := range d.Agencies() {
		out.Agencies = append(out.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country, FocalPoint: a.FocalPoint})
	}
	for _, desk := range d.Desks() {
		out.Desks = append(out.Desks, record.Desk{
			ID: desk.ID, Agency: desk.Agency, Kind: desk.Kind, Name: desk.Name, Country: desk.Country, Seat: desk.Seat, Zone: desk.Zone.String(),
		})
	}
	return out
}
