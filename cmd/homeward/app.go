package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/await"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
)

// app is what a process of Homeward consists of.
type app struct {
	config    config.Config
	logger    *slog.Logger
	now       func() time.Time // in UTC
	book      *corridor.Set
	retention *retention.Schedule
	keys      *keyring
	notary    *audit.Notary // only with the worker's role
	auditKey  audit.Key     // this and witnesses: only with the API's role
	witnesses []audit.Witness
	codec     *engine.Codec
	engine    *engine.Engine // nil while Temporal is not reached
	sender    sender
	startup   func() httpserver.Startup // nil for a process that does not start Temporal
	start     await.Start
	api       role
	worker    role
}

// role is the database access of the API or of the worker: each connects as a database role of
// its own, with rights of its own. A role that the process does not need has no store.
type role struct {
	dsn      string
	store    *postgres.Store
	commands *command.Service
}

// appOptions say what a process needs.
type appOptions struct {
	config   config.Config
	logger   *slog.Logger
	identity string // as Temporal shows the process
	// pace says how many times faster clocks run; only in development, nil otherwise.
	pace func() int
	// lazy does not wait for Temporal: the app starts while it is down. startup is for a process
	// that starts Temporal itself and calls reachTemporal when it is up.
	lazy    bool
	startup func() httpserver.Startup
	// say gets the lines about what the start waits for, as well as the logger; nil for a process without a terminal.
	say func(line string)
	// development accepts keys that were made for development.
	development bool
	// apiDSN and workerDSN name the database as each role; "" leaves the role out.
	apiDSN, workerDSN string
}

// newApp puts an app together. The caller MUST close it.
func newApp(ctx context.Context, env cli.Env, o appOptions) (*app, error) {
	a := &app{config: o.config, logger: o.logger, startup: o.startup, start: await.Start{Logger: o.logger, Say: o.say}, now: func() time.Time { return env.Now().UTC() }}
	var err error
	if _, a.book, err = readCorridors(o.config.Corridors); err != nil {
		return nil, err
	}
	if a.retention, err = readRetention(o.config.Corridors, a.book); err != nil {
		return nil, err
	}
	if o.pace != nil {
		a.book = a.book.Paced(o.pace)
	}
	// The worker may destroy keys; with its role, the keyring repeats erasures that a restore has undone.
	if a.keys, err = openKeyring(o.config, cmp.Or(o.workerDSN, o.apiDSN), a.now, o.development); err != nil {
		return nil, err
	}
	if err := errors.Join(a.openAudit(o), a.openStores(ctx, o)); err != nil {
		return nil, errors.Join(err, a.closeStores())
	}
	ready := func(ctx context.Context) error { return a.keys.ready(ctx, o.workerDSN != "", o.logger) }
	if err := a.start.Until(ctx, "keys", ready); err != nil {
		return nil, errors.Join(err, a.closeStores())
	}
	a.codec = engine.NewCodec(a.keys, o.config.Temporal.Namespace)
	if o.startup == nil {
		if err := a.reachTemporal(ctx, o); err != nil {
			return nil, errors.Join(err, a.closeStores())
		}
	}
	for _, r := range []*role{&a.api, &a.worker} {
		r.commands = &command.Service{Store: r.store, Sender: &a.sender, Now: a.now, NewRef: command.NewRef, Logger: o.logger}
	}
	return a, nil
}

// openAudit reads the keys of the audit log that each role needs.
func (a *app) openAudit(o appOptions) (err error) {
	if o.workerDSN != "" {
		a.notary, err = notary.Open(o.config.Audit.KeyFile, o.config.Audit.KeptFile, o.development)
	}
	if err == nil && o.apiDSN != "" {
		a.auditKey, a.witnesses, err = auditKeys(o.config.Audit.Public, o.config.Audit.Witnesses)
	}
	return err
}

// openStores opens the database as each role, and checks that row-level security binds it.
func (a *app) openStores(ctx context.Context, o appOptions) error {
	for _, one := range []struct {
		*role
		dsn, name string
		as        principal.Principal
	}{
		{&a.api, o.apiDSN, postgres.RoleAPI, principal.Principal{}}, // each request names its principal
		{&a.worker, o.workerDSN, postgres.RoleWorker, principal.Principal{Kind: principal.Worker}},
	} {
		if one.dsn == "" {
			continue
		}
		store, err := postgres.Open(postgres.Options{DSN: one.dsn, As: one.as, Box: a.keys, Index: a.keys, Now: a.now, NewRef: command.NewRef})
		if err != nil {
			return fmt.Errorf("open record: %w", err)
		}
		one.role.dsn, one.store = one.dsn, store
		bound := func(ctx context.Context) error { return store.CheckRowSecurity(ctx, one.name) }
		if err := a.start.Until(ctx, "database", bound); err != nil {
			return fmt.Errorf("reach record: %w", err)
		}
	}
	return nil
}

func (a *app) closeStores() error {
	errs := []error{a.keys.close()}
	for _, r := range []role{a.api, a.worker} {
		if r.store != nil {
			errs = append(errs, r.store.Close())
		}
	}
	return errors.Join(errs...)
}

func (a *app) close() error {
	if a.engine != nil {
		a.engine.Close()
	}
	return a.closeStores()
}
