package main

import (
	"context"
	"errors"
	"log/slog"

	"example.org/homeward/activities"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/record"
	"example.org/homeward/worker"
)

type workCommand struct {
	Corridors string `placeholder:"DIR" help:"Corridor files that take the place of the embedded ones; HOMEWARD_CORRIDORS unless given."`
}

// Help is shown under the usage.
func (c *workCommand) Help() string {
	return `Runs workflows and activities. Any number of these may run side by side. It stops at once when asked to, and gives running activities 15 seconds.

It connects to the database as homeward_worker, and does not start as a role that may do more.

Variables: DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE (and the other TEMPORAL_* of Temporal's own tools), HOMEWARD_KEK, HOMEWARD_KEK_FORMERLY, HOMEWARD_KEY_LOG, VAULT_ADDR, VAULT_TOKEN_FILE, VAULT_CACERT, VAULT_NAMESPACE, HOMEWARD_AUDIT_KEY_FILE, HOMEWARD_AUDIT_KEPT_FILE, HOMEWARD_CORRIDORS, HOMEWARD_LOG. DATABASE_URL_FILE and TEMPORAL_API_KEY_FILE name files that hold the value.`
}

func (c *workCommand) Run(ctx context.Context, env cli.Env) error {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_CORRIDORS": c.Corridors}), config.Needs{Database: true, Temporal: true, Keys: true, Signs: true})
	if err != nil {
		return err
	}
	logger := newLogger(env, cfg.Log)
	logStart(ctx, logger, "work", cfg)
	a, err := newApp(ctx, env, appOptions{config: cfg, logger: logger, identity: "homeward-work", workerDSN: cfg.Database})
	if err != nil {
		return err
	}
	return errors.Join(a.work(ctx, lines{logger}), a.close())
}

// work runs workflows and activities until ctx ends, and gives the events of the audit log
// their places meanwhile.
func (a *app) work(ctx context.Context, courier activities.Courier) error {
	if err := a.eraseAgain(ctx); err != nil {
		return err
	}
	return a.supervise(ctx, func(ctx context.Context) error { return a.procedures(ctx, courier) })
}

func (a *app) procedures(ctx context.Context, courier activities.Courier) error {
	return worker.Run(ctx, a.engine.Client(), worker.Parts{
		Records:    &activities.Records{Cases: a.worker.store, Clocks: a.book},
		Undoing:    &activities.Undoing{Movements: a.engine},
		Movements:  &activities.Movements{Record: a.worker.store},
		Passengers: &activities.Passengers{Cases: a.engine},
		Intake:     &activities.Intake{Operations: a.worker.store, Corridors: a.book, Cases: a.engine, Now: a.now},
		Sweeper:    &activities.Sweeper{Commands: a.worker.commands, Outbox: a.worker.store, Courier: courier},
		Destroyer:  &activities.Destroyer{Record: a.worker.store, Keys: a.keys, Runs: a.engine, Retention: a.retention, Clocks: a.book, Now: a.now},
		Keeper:     &activities.Keeper{Record: a.worker.store, Keys: a.keys, Rules: a.retention, Now: a.now},
	}, worker.Options{Started: func() { a.logger.LogAttrs(ctx, slog.LevelInfo, "the procedures are worked") }})
}

// lines delivers notices as lines of the log. A desk sees what waits for it in its inbox and
// hears of it on its event stream; until desks have other addresses, a notice has
// arrived when it is there and whoever watches the log can see it go.
type lines struct{ logger *slog.Logger }

// Deliver writes one line.
func (l lines) Deliver(ctx context.Context, n record.Notice) error {
	l.logger.LogAttrs(ctx, slog.LevelInfo, "notice",
		slog.String("kind", n.Kind), slog.String("desk", string(n.Desk)), slog.String("rung", string(n.Level)),
		slog.String("case", string(n.Case)), slog.String("task", string(n.Task)), slog.String("movement", string(n.Movement)), slog.String("erasure", string(n.Erasure)))
	return nil
}

// eraseAgain goes through with erasures whose key is gone and whose rest is not: what a database
// brings back that was restored from before. Nothing is worked before it is done.
func (a *app) eraseAgain(ctx context.Context) error {
	half, err := a.worker.store.HalfErased(ctx)
	if err != nil {
		return err
	}
	for _, ref := range half {
		if err := a.engine.EndCase(ctx, ref); err != nil {
			return err
		}
		if err := a.worker.store.StripCase(ctx, ref, a.now()); err != nil {
			return err
		}
		if err := a.engine.RemoveCase(ctx, ref); err != nil {
			return err
		}
	}
	if len(half) > 0 {
		a.logger.LogAttrs(ctx, slog.LevelWarn, "erasures that were half done are done", slog.Int("subjects", len(half)))
	}
	return nil
}
