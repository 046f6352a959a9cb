package main

import (
	"context"
	"errors"
	"strings"

	"example.org/homeward/activities"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

type retentionGroup struct {
	Show    cli.RetentionShow `cmd:"" help:"The rules, what the next daily run will purge, and which cases are due; from the API."`
	Preview retentionPreview  `cmd:"" help:"Count in the database what would be purged now. Nothing is changed."`
}

type retentionPreview struct {
	Corridors string `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
}

// Help is shown under the usage.
func (c *retentionPreview) Help() string {
	return `A dry run: counts what the rules would purge now, and changes nothing. The text in ended cases can only be counted with the keys, because its field class is encrypted with it; without HOMEWARD_KEK it is left out.

Variables: DATABASE_URL of the worker's role, HOMEWARD_CORRIDORS, HOMEWARD_KEK and what else homeward keys rotate takes.`
}

func (c *retentionPreview) Run(ctx context.Context, env cli.Env) (err error) {
	over := over(env, map[string]string{"HOMEWARD_CORRIDORS": c.Corridors})
	kek, _ := over("HOMEWARD_KEK")
	cfg, err := readConfig(over, config.Needs{Database: true, Keys: kek != ""})
	if err != nil {
		return err
	}
	_, book, err := readCorridors(cfg.Corridors)
	if err != nil {
		return err
	}
	rules, err := readRetention(cfg.Corridors, book)
	if err != nil {
		return err
	}
	var box seal.Box = seal.Disabled{}
	if kek != "" {
		keyed, err := openKeyring(cfg, cfg.Database, env.Now, true)
		if err != nil {
			return err
		}
		defer func() { _ = keyed.close() }()
		box = keyed
	}
	store, err := postgres.Open(postgres.Options{
		DSN: cfg.Database, As: principal.Principal{Kind: principal.Worker}, Box: box, Now: env.Now, NewRef: command.NewRef,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	old, err := activities.PreviewPurge(ctx, store, rules, env.Now())
	if err != nil {
		return err
	}
	if kek != "" {
		texts, err := activities.PreviewTexts(ctx, store, rules, env.Now(), env.Now())
		if err != nil {
			return err
		}
		old = append(old, texts...)
	}
	t := cli.NewTable(env.Out, "WHAT", "WOULD BE PURGED", "OLDEST SINCE", "KEPT")
	for _, o := range old {
		t.Row(o.Kind, o.Count, cli.Instant(o.Oldest), keptBy(rules, o.Kind))
	}
	t.Flush()
	if kek == "" {
		env.Printf("The text in cases is not counted: it needs the keys.\n")
	}
	return nil
}

// keptBy returns how long something is kept: by default, and in corridors with a rule of their own.
func keptBy(rules *retention.Schedule, kind retention.Kind) string {
	out := []string{rules.Rule(kind, "").Keep.String()}
	for _, id := range rules.Corridors(kind) {
		out = append(out, id+" "+rules.Rule(kind, id).Keep.String())
	}
	return strings.Join(out, ", ")
}
