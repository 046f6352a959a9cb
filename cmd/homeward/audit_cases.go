package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/usecase/inspection"
	"example.org/homeward/workflows"
)

type auditCases struct {
	Corridors string `placeholder:"DIR" help:"Corridor files to use instead of the embedded ones; default: HOMEWARD_CORRIDORS."`
	JSON      bool   `name:"json" help:"Print the findings as JSON."`
}

// Help is shown under the usage.
func (c *auditCases) Help() string {
	return `Looks at every case that is not erased, and lists those that are in a state which the current rules do not know: by reference, with the rule, and whether the next edition of the rules repairs it at a rollover or a person must look, at which desk. It names nothing of a person, and changes nothing. See docs/runbook.md, "Cases in a wrong state".

It connects to the database as homeward_worker. Exit code 12 if something is found. Variables: HOMEWARD_CORRIDORS, and as for homeward keys rotate.`
}

// directory finds the place of a desk.
type directory struct{ corridor.Directory }

// Place returns the desk's kind and the state of its agency.
func (d directory) Place(desk casework.DeskID) policy.Place {
	found, _ := d.Desk(desk)
	return policy.Place{Desk: found.ID, Kind: found.Kind, Country: found.Country}
}

func (c *auditCases) Run(ctx context.Context, env cli.Env) (err error) {
	cfg, err := readConfig(over(env, map[string]string{"HOMEWARD_CORRIDORS": c.Corridors}), config.Needs{Database: true, Keys: true})
	if err != nil {
		return err
	}
	_, book, err := readCorridors(cfg.Corridors)
	if err != nil {
		return err
	}
	box, err := openKeyring(cfg, cfg.Database, env.Now, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.close()) }()
	store, err := postgres.Open(postgres.Options{
		DSN: cfg.Database, As: principal.Principal{Kind: principal.Worker}, Box: box, Now: env.Now, NewRef: noRef, MaxOpen: 2,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.CheckRowSecurity(ctx, postgres.RoleWorker); err != nil {
		return err
	}
	found := []inspection.Finding{}
	seen, err := inspection.Inspector{
		Store: store, Directory: directory{book.Directory()}, Missions: book, Procedure: workflows.Procedure, Now: env.Now,
	}.Run(ctx, func(f inspection.Finding) { found = append(found, f) })
	if err != nil {
		return err
	}
	return c.report(env, seen, found)
}

// report prints the findings. It returns an error with an exit code of its own if there is one.
func (c *auditCases) report(env cli.Env, seen int, found []inspection.Finding) error {
	switch {
	case c.JSON:
		text, err := json.MarshalIndent(struct {
			Cases    int                  `json:"cases"`
			Findings []inspection.Finding `json:"findings"`
		}{seen, found}, "", "  ")
		if err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
		env.Printf("%s\n", text)
	case len(found) > 0:
		t := cli.NewTable(env.Out, "CASE", "RULE", "WRONG", "REPAIR", "DESK", "DO")
		for _, f := range found {
			t.Row(f.Case, f.Rule, f.Wrong, f.Repair, f.Desk, f.Do)
		}
		t.Flush()
	default:
		env.Printf("%d cases: none is in a wrong state.\n", seen)
	}
	if len(found) == 0 {
		return nil
	}
	return &cli.ExitError{Code: cli.ExitWrong, Text: fmt.Sprintf("%d cases: %d findings.", seen, len(found))}
}
