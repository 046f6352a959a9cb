package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/homeward/activities"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/record"
	"example.org/homeward/worker"
)

type workCommand struct {
	Corridors string `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *workCommand) Help() string {
	return `Runs workflows and activities. Any number of workers may run at the same time. On a signal it stops at once, and gives running activities 15 seconds.

It connects to the database as homeward_worker, and refuses to start with a role that has more rights.

Variables: DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE (and the other TEMPORAL_* of Temporal's own tools), HOMEWARD_KEK, HOMEWARD_KEK_FORMERLY, HOMEWARD_KEY_LOG, VAULT_ADDR, VAULT_TOKEN_FILE, VAULT_CACERT, VAULT_NAMESPACE, HOMEWARD_AUDIT_KEY_FILE, HOMEWARD_AUDIT_KEPT_FILE, HOMEWARD_CORRIDORS, HOMEWARD_LOG. DATABASE_URL_FILE and TEMPORAL_API_KEY_FILE name files that hold the value.`
}

func (c *workCommand) Run(ctx context.Context, env cli.Env) error {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_CORRIDORS": c.Corridors}), config.Needs{Database: true, Temporal: true, Keys: true, AuditSecret: true})
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

// work runs workflows and activities until ctx ends, and the sequencer of the audit log.
func (a *app) work(ctx context.Context, courier activities.Courier) error {
	long := a.start
	long.Pace.Attempt = eraseWithin
	if err := long.Until(ctx, "database", a.eraseAgain); err != nil {
		return err
	}
	return a.supervise(ctx, func(ctx context.Context) error { return a.procedures(ctx, courier) })
}

func (a *app) procedures(ctx context.Context, courier activities.Courier) error {
	return worker.Run(ctx, a.engine.Client(), worker.Parts{
		Cases:      &activities.Cases{Record: a.worker.store, Clocks: a.book},
		Undo:       &activities.Undo{Movements: a.engine},
		Movements:  &activities.Movements{Record: a.worker.store},
		Passengers: &activities.Passengers{Cases: a.engine},
		Intake:     &activities.Intake{Operations: a.worker.store, Corridors: a.book, Cases: a.engine, Now: a.now},
		Sweeper:    &activities.Sweeper{Commands: a.worker.commands, Outbox: a.worker.store, Courier: courier, Unread: a.worker.store, Offices: a.book},
		Erasure:    &activities.Erasure{Record: a.worker.store, Keys: a.keys, Runs: a.engine, Retention: a.retention, Clocks: a.book, Now: a.now},
		Retention:  &activities.Retention{Record: a.worker.store, Keys: a.keys, Rules: a.retention, Now: a.now},
	}, worker.Options{Start: a.start, Started: func() { a.logger.LogAttrs(ctx, slog.LevelInfo, "the worker runs") }})
}

// lines delivers notices as log lines. A desk sees its tasks in its inbox and gets changes on its
// event stream; as long as desks have no other addresses, a notice counts as delivered then.
type lines struct{ logger *slog.Logger }

// Deliver writes one line.
func (l lines) Deliver(ctx context.Context, n record.Notice) error {
	l.logger.LogAttrs(ctx, slog.LevelInfo, "notice",
		slog.String("kind", n.Kind), slog.String("desk", string(n.Desk)), slog.String("rung", string(n.Level)),
		slog.String("case", string(n.Case)), slog.String("task", string(n.Task)), slog.String("movement", string(n.Movement)), slog.String("erasure", string(n.Erasure)))
	return nil
}

// eraseWithin limits one attempt to complete erasures after a restore.
const eraseWithin = time.Hour

// eraseAgain completes erasures whose key is destroyed and whose data are not: the state of a
// database that was restored from an earlier backup. The worker starts only after that.
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
		a.logger.LogAttrs(ctx, slog.LevelWarn, "incomplete erasures are completed", slog.Int("subjects", len(half)))
	}
	return nil
}
