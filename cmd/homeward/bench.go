package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"

	_ "github.com/lib/pq" // the driver of the bare side
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/benchmark"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
)

type benchCommand struct {
	Out    string `name:"json" placeholder:"FILE" help:"Also write the figures to this file."`
	Repeat int    `default:"60" placeholder:"N" help:"How many decisions are timed one by one; ten times as many concurrently."`
}

// Help is shown under the usage.
func (c *benchCommand) Help() string {
	return `Starts a stack of its own, on new data that are deleted afterwards, and compares decisions and openings with bare Temporal updates and starts that write to the same PostgreSQL. It takes some minutes; the figures mean little on a busy machine.`
}

func (c *benchCommand) Run(ctx context.Context, env cli.Env) (err error) {
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return err
	}
	state, err := os.MkdirTemp("", "homeward-bench-")
	if err != nil {
		return fmt.Errorf("make directory for the stack: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(state)) }()
	stack, err := devstack.Up(ctx, devstack.Options{Project: project, State: state, Progress: env.Err})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stack.Down()) }()
	exercise := filepath.Join(state, "corridors")
	if err := benchmark.Exercise(exercise); err != nil {
		return err
	}
	keys, err := devKeys(state, env.Now())
	if err != nil {
		return err
	}
	cfg, err := readConfig(func(name string) (string, bool) {
		value, ok := map[string]string{
			"DATABASE_URL": stack.DSN(), "DATABASE_URL_API": stack.RoleDSN(devstack.API), "DATABASE_URL_WORKER": stack.RoleDSN(devstack.Worker),
			"TEMPORAL_ADDRESS": stack.Temporal.Address(), "TEMPORAL_NAMESPACE": stack.Temporal.Namespace(),
			"HOMEWARD_LOG": "error", "HOMEWARD_CORRIDORS": exercise,
			"HOMEWARD_RATE_ADDRESS": devRate, "HOMEWARD_RATE_ACCOUNT": devRate, "HOMEWARD_RATE_SIGNIN": devRate,
		}[name]
		if !ok {
			value, ok = keys[name]
		}
		return value, ok
	}, config.Needs{Database: true, Roles: true, Temporal: true, Keys: true, AuditSecret: true, AuditPublic: true})
	if err != nil {
		return err
	}
	if err := prepare(ctx, env, cfg); err != nil {
		return err
	}
	logger := newLogger(env, cfg.Log)
	a, err := newApp(ctx, env, appOptions{config: cfg, logger: logger, identity: "homeward-bench", apiDSN: cfg.DatabaseAPI, workerDSN: cfg.DatabaseWorker, development: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close()) }()
	report, err := a.measure(ctx, env, stack.RoleDSN(devstack.Superuser), c.Repeat)
	if err != nil {
		return err
	}
	return c.tell(env, report)
}

// measure serves, works and measures, all in this process. The bare side and the counting need a
// connection without row-level security.
func (a *app) measure(ctx context.Context, env cli.Env, bare string, repeat int) (benchmark.Report, error) {
	var report benchmark.Report
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return report, fmt.Errorf("listen: %w", err)
	}
	sign, err := a.devSignIn(listener.Addr(), "")
	if err != nil {
		return report, errors.Join(err, listener.Close())
	}
	db, err := sql.Open("postgres", bare)
	if err != nil {
		return report, errors.Join(errors.New("open the database of the bare side"), listener.Close())
	}
	defer db.Close()
	// The bare side is bare: what it sends is not encrypted.
	plain, err := engine.Dial(ctx, engine.Config{Options: a.config.Temporal, Identity: "homeward-bench-bare", Logger: a.logger})
	if err != nil {
		return report, errors.Join(err, listener.Close())
	}
	defer plain.Close()
	ctx, done := context.WithCancel(ctx)
	defer done()
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return a.serve(ctx, listener, sign) })
	all.Go(func() error { return a.work(ctx, lines{a.logger}) })
	all.Go(func() error {
		defer done()
		var err error
		report, err = benchmark.Run(ctx, benchmark.Env{
			Server: sign.origin, Temporal: plain.Client(), DB: db, Book: a.book,
			PIDs: func() []int { return []int{os.Getpid()} }, Out: env.Err, Now: env.Now, Repeat: repeat,
		})
		return err
	})
	return report, all.Wait()
}

func (c *benchCommand) tell(env cli.Env, report benchmark.Report) error {
	if err := report.Print(env.Out); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if c.Out == "" {
		return nil
	}
	file, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return errors.Join(report.WriteJSON(file), file.Close())
}
