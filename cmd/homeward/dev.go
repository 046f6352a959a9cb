package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/await"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/postgres"
)

type devCommand struct {
	Fast     int    `default:"1" placeholder:"N" help:"Run the clocks of new cases N times faster, to watch escalations."`
	Listen   string `placeholder:"HOST:PORT" help:"The address of the API, on this machine only; default: HOMEWARD_LISTEN or a free port."`
	Demo     bool   `default:"true" negatable:"" help:"On the first start, open a sample rescue of invented people and bring them to all stages of the way home."`
	Worker   bool   `default:"true" negatable:"" help:"Run the worker in this process as well."`
	UI       bool   `name:"ui" default:"true" negatable:"" help:"Serve Temporal's web pages as well."`
	Corridor string `name:"corridors" placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *devCommand) Help() string {
	return `Starts a private PostgreSQL, migrates the database, serves the API, starts a real Temporal server and runs the worker. The first time, the Temporal server must be compiled, which takes some minutes: meanwhile pages are served and reading works, and commands are stored and carried out later. Data stay in .homeward (or HOMEWARD_STATE); stop it with Ctrl-C and start it again, and nothing is lost.

With DATABASE_URL and TEMPORAL_ADDRESS set it uses those servers instead of its own. DATABASE_URL names the database's owner; the API and the worker connect with DATABASE_URL_API and DATABASE_URL_WORKER, as roles of their own.

Users sign in at an identity provider of its own, as any of a list of invented officers, without a password. The provider listens on this machine only and does not exist in any other mode. Personal fields are encrypted with a key that is kept beside the data, in .homeward/keys: do not use real people's data.`
}

// development is homeward dev while it runs.
type development struct {
	devCommand
	cli.Env

	project string
	state   string
	lock    *devstack.Lock  // of the state directory, if there is no stack that holds it
	stack   *devstack.Stack // nil if other servers are used
	ports   *devstack.Ports
	start   *start // of the Temporal server; nil when another one is used

	pace *atomic.Int64 // how many times faster clocks run that start now
}

func (c *devCommand) Run(ctx context.Context, env cli.Env) error {
	d := &development{devCommand: *c, Env: env, pace: new(atomic.Int64)}
	d.setPace(1)
	if err := d.up(ctx); err != nil {
		return errors.Join(err, d.down())
	}
	err := d.run(ctx)
	if ctx.Err() != nil {
		env.Printf("\nStopping ...\n")
		err = nil // a signal is the regular end; errors of what was just starting follow from it
	}
	if err = errors.Join(err, d.down()); err == nil {
		env.Printf("Stopped. Start it again to continue.\n")
	}
	return err
}

// up finds and locks the state directory, and starts PostgreSQL unless other servers are used.
func (d *development) up(ctx context.Context) error {
	var err error
	if d.project, err = devstack.ProjectDir("."); err != nil {
		return err
	}
	d.state = devstack.StateDir(d.project, d.Getenv)
	if d.given("DATABASE_URL") && d.given("TEMPORAL_ADDRESS") {
		if err := os.MkdirAll(filepath.Join(d.state, "log"), 0o755); err != nil { //nolint:gosec // secrets inside are closed
			return fmt.Errorf("make the state directory: %w", err)
		}
		if d.lock, err = devstack.Acquire(filepath.Join(d.state, "lock")); err != nil {
			return err
		}
		d.ports, err = devstack.OpenPorts(d.state)
		return err
	}
	d.stack, err = devstack.Up(ctx, devstack.Options{
		Project: d.project, State: d.state, UI: d.UI, OnlyPostgres: true, Progress: d.Out,
	})
	if err != nil {
		return err
	}
	d.ports = d.stack.Ports
	if !d.given("TEMPORAL_ADDRESS") {
		d.start = newStart()
	}
	return nil
}

func (d *development) given(name string) bool {
	return d.Getenv(name) != "" || d.Getenv(name+"_FILE") != ""
}

// down stops what up has started.
func (d *development) down() error {
	if d.stack != nil {
		return d.stack.Down()
	}
	if d.lock != nil {
		return d.lock.Release()
	}
	return nil
}

// migrateWithin limits one attempt to migrate the database.
const migrateWithin = time.Hour

// devRate is the rate limit of development: dozens of officers use one address there, and tests
// take a case through its whole procedure in seconds.
const devRate = "2000/20000"

// config returns the configuration that a production process would get.
func (d *development) config(ctx context.Context) (config.Config, error) {
	variables := map[string]string{"HOMEWARD_LISTEN": d.Listen, "HOMEWARD_CORRIDORS": d.Corridor}
	if !d.given("HOMEWARD_FONTS") {
		variables["HOMEWARD_FONTS"] = filepath.Join(d.state, "fonts") // where make fonts puts them
	}
	if err := d.keys(variables); err != nil {
		return config.Config{}, err
	}
	if d.stack != nil && !d.given("DATABASE_URL") {
		variables["DATABASE_URL"] = d.stack.DSN()
		variables["DATABASE_URL_API"] = d.stack.RoleDSN(devstack.API)
		variables["DATABASE_URL_WORKER"] = d.stack.RoleDSN(devstack.Worker)
	}
	if d.start != nil { // its address is known once it is up
		variables["TEMPORAL_NAMESPACE"] = devstack.Namespace
	}
	for _, name := range []string{"HOMEWARD_RATE_ADDRESS", "HOMEWARD_RATE_ACCOUNT", "HOMEWARD_RATE_SIGNIN", "HOMEWARD_RATE_SEARCH"} {
		if !d.given(name) {
			variables[name] = devRate
		}
	}
	if d.Listen == "" && !d.given("HOMEWARD_LISTEN") {
		port, err := d.ports.Take(ctx, "api", 8080, 1)
		if err != nil {
			return config.Config{}, err
		}
		variables["HOMEWARD_LISTEN"] = devstack.Loopback(port)
	}
	return readConfig(over(d.Env, variables), config.Needs{Database: true, Roles: true, Temporal: d.start == nil, Keys: true, AuditSecret: true, AuditPublic: true})
}

// tooOld adds to an error what to do about a database of an earlier version.
func (d *development) tooOld(err error) error {
	if d.stack == nil || !errors.Is(err, postgres.ErrOlder) {
		return err
	}
	return fmt.Errorf("%w: move the directory %s away, which keeps its contents, and start again", err, d.state)
}

// keys adds variables for the keys that the environment does not name.
func (d *development) keys(variables map[string]string) error {
	own, err := devKeys(d.state, d.Now())
	if err != nil {
		return err
	}
	for name, value := range own {
		if !d.given(strings.TrimSuffix(name, "_FILE")) { // either form
			variables[name] = value
		}
	}
	return nil
}

// run builds the app, and serves and works until ctx ends.
func (d *development) run(ctx context.Context) error {
	cfg, err := d.config(ctx)
	if err != nil {
		return err
	}
	logger, closeLog, err := d.log(cfg.Log)
	if err != nil {
		return err
	}
	defer closeLog()
	logStart(ctx, logger, "dev", cfg)
	say := func(line string) { d.Printf("%s\n", line) }
	first := await.Start{Logger: logger, Say: say, Pace: await.Pace{Attempt: migrateWithin}}
	if err := first.Until(ctx, "database", func(ctx context.Context) error { return prepare(ctx, d.Env, cfg) }); err != nil {
		return d.tooOld(err)
	}
	opts := appOptions{config: cfg, logger: logger, identity: "homeward-dev", pace: func() int { return int(d.pace.Load()) }, apiDSN: cfg.DatabaseAPI, workerDSN: cfg.DatabaseWorker, development: true, say: say}
	if d.start != nil {
		opts.startup = d.start.startup
	}
	a, err := newApp(ctx, d.Env, opts)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("listen on %s: %w", cfg.Listen, err), a.close())
	}
	sign, err := a.devSignIn(listener.Addr(), filepath.Join(d.state, "programs"))
	if err != nil {
		return errors.Join(err, listener.Close(), a.close())
	}
	return errors.Join(d.runAll(ctx, a, opts, listener, sign), a.close())
}

// runAll runs everything concurrently; if one part fails, all stop.
func (d *development) runAll(ctx context.Context, a *app, opts appOptions, listener net.Listener, sign signIn) error {
	address := sign.origin
	if err := os.WriteFile(filepath.Join(d.state, serverFile), []byte(address+"\n"), 0o600); err != nil {
		return errors.Join(fmt.Errorf("write the address: %w", err), listener.Close())
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return a.serve(ctx, listener, sign) })
	all.Go(func() error {
		if err := d.temporal(ctx, a, opts); err != nil || !d.Worker {
			return err
		}
		return a.work(ctx, announcer{d.Env, lines{a.logger}, d.Fast > 1})
	})
	if d.stack != nil {
		all.Go(func() error { return d.stack.Keep(ctx) })
	}
	all.Go(func() error {
		d.welcome(ctx, address)
		return nil
	})
	return all.Wait()
}

// log returns a logger that writes into the state directory, or to the terminal if HOMEWARD_LOG is set.
func (d *development) log(level slog.Level) (*slog.Logger, func(), error) {
	if d.given("HOMEWARD_LOG") {
		return newLogger(d.Env, level), func() {}, nil
	}
	file, err := os.OpenFile(filepath.Join(d.state, "log", "homeward.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open log: %w", err)
	}
	into := d.Env
	into.Err = file
	return newLogger(into, level), func() { _ = file.Close() }, nil
}
