package main

import (
	"context"
	"errors"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/engine"
)

type rolloverCommand struct{}

// Help is shown under the usage.
func (c *rolloverCommand) Help() string {
	return `Asks every workflow that started before this command to continue as a new run, on the workers that run now, and waits until no older run is left. It may be interrupted and repeated. See docs/decisions/0003-worker-versioning.md.

Variables: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and the other TEMPORAL_* of Temporal's own tools.`
}

func (c *rolloverCommand) Run(ctx context.Context, env cli.Env) error {
	cfg, err := readConfig(env.Lookup, config.Needs{Temporal: true})
	if err != nil {
		return err
	}
	e, err := engine.Dial(ctx, engine.Config{Options: cfg.Temporal, Identity: "homeward-rollover", Logger: newLogger(env, cfg.Log)})
	if err != nil {
		return err
	}
	defer e.Close()
	err = e.RollOver(ctx, env.Now(), func(older int) { env.Printf("%d runs are older than this deploy\n", older) })
	if errors.Is(err, context.Canceled) {
		env.Printf("Stopped; runs that were asked continue. Start the command again to wait for the rest.\n")
		return nil
	}
	return err
}
