package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/wire"
)

type retentionGroup struct {
	Show    retentionShow    `cmd:"" help:"The rules, what the next daily look will purge, and which files are due; over the API."`
	Preview retentionPreview `cmd:"" help:"Count in the database, now, what would be purged. Nothing is changed."`
}

type retentionShow struct {
	Remote `embed:""`
}

func (c *retentionShow) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Retention, error) { return s.Retention(ctx) }, func(v wire.Retention) {
		t := newTable(w.out, "WHAT", "CORRIDOR", "KEPT", "THEN", "BECAUSE")
		for _, rule := range v.Rules {
			t.row(rule.Kind, rule.Corridor, rule.Keep, rule.Then, rule.Source)
		}
		t.flush()
		if !v.Checked {
			w.print("No lawyer has checked these periods.\n")
		}
		w.print("\n")
		t = newTable(w.out, "THE NEXT LOOK PURGES", "COUNT", "OLDEST SINCE", "COUNTED")
		for _, o := range v.WouldPurge {
			t.row(o.Kind, o.Count, instant(o.Oldest), instant(o.At))
		}
		t.flush()
		w.print("\n")
		t = newTable(w.out, "FILES THAT ARE DUE", "BY RULE", "SINCE")
		for _, f := range v.Due {
			t.row(f.Case, f.Kind, instant(f.Due))
		}
		t.flush()
	})
}

type retentionPreview struct {
	Corridors string `placeholder:"DIR" help:"Corridor files that take the place of the embedded ones; HOMEWARD_CORRIDORS unless given."`
}

// Help is shown under the usage.
func (c *retentionPreview) Help() string {
	return `A dry run: counts what the rules would purge at this moment, and changes nothing. The text in the files of cases that have ended is of a class that only its seal tells, and is counted with the keys; without HOMEWARD_KEK it is left out.

Variables: DATABASE_URL of the worker's role, HOMEWARD_CORRIDORS, HOMEWARD_KEK and what else homeward keys rotate takes.`
}

func (c *retentionPreview) Run(ctx context.Context, w world) (err error) {
	over := w.over(map[string]string{"HOMEWARD_CORRIDORS": c.Corridors})
	kek, _ := over("HOMEWARD_KEK")
	cfg, err := config.FromEnv(over, config.Needs{Database: true, Keys: kek != ""})
	if err != nil {
		return err
	}
	_, book, err := rulesOf(cfg.Corridors)
	if err != nil {
		return err
	}
	rules, err := keepingOf(cfg.Corridors, book)
	if err != nil {
		return err
	}
	var box seal.Box = seal.Shut{}
	if kek != "" {
		keyed, err := unlock(cfg, cfg.Database, w.now, true)
		if err != nil {
			return err
		}
		defer func() { _ = keyed.close() }()
		box = keyed
	}
	store, err := postgres.Open(postgres.Options{
		DSN: cfg.Database, As: principal.Principal{Kind: principal.Procedure}, Box: box, Now: w.now, NewRef: command.NewRef,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	old, err := activities.WouldPurge(ctx, store, rules, w.now())
	if err != nil {
		return err
	}
	if kek != "" {
		texts, err := activities.WouldEmpty(ctx, store, rules, w.now(), w.now())
		if err != nil {
			return err
		}
		old = append(old, texts...)
	}
	t := newTable(w.out, "WHAT", "WOULD BE PURGED", "OLDEST SINCE", "KEPT")
	for _, o := range old {
		t.row(o.Kind, o.Count, instant(o.Oldest), keptBy(rules, o.Kind))
	}
	t.flush()
	if kek == "" {
		w.print("The text in the files of cases is not counted: that takes the keys.\n")
	}
	return nil
}

// keptBy says how long something is kept: everywhere, and in the corridors that have a rule of their own.
func keptBy(rules *retention.Book, kind retention.Kind) string {
	out := []string{rules.Rule(kind, "").Keep.String()}
	for _, id := range rules.Corridors(kind) {
		out = append(out, id+" "+rules.Rule(kind, id).Keep.String())
	}
	return strings.Join(out, ", ")
}

// keepingOf reads the rules of retention of a directory, or the embedded ones when it has none.
func keepingOf(dir string, book *corridor.Book) (*retention.Book, error) {
	var known []string
	for _, one := range book.Corridors() {
		known = append(known, one.ID)
	}
	files := corridors.Files()
	if dir != "" {
		if own := os.DirFS(dir); exists(own, "retention/rules.yaml") {
			files = own
		}
	}
	rules, err := retention.Load(files, known)
	if err != nil {
		return nil, fmt.Errorf("read rules of retention: %w", err)
	}
	return rules, nil
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}
