package main

import (
	"context"
	"path/filepath"
	"time"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
)

// welcome prints where to look, and opens the sample rescue on the first start.
func (d *development) welcome(ctx context.Context, address string) {
	if !d.serves(ctx, address) {
		return
	}
	d.Printf("\nHomeward runs. Stop it with Ctrl-C; nothing is lost.\n\n")
	t := cli.NewTable(d.Out, "  API", address)
	t.Row("  its documentation", address+"/docs")
	t.Row("  sign in", address+"/signin")
	if d.stack != nil {
		t.Row("  its database", "PGSERVICEFILE="+d.stack.Cluster.ServiceFile()+" psql service=homeward_audit")
	}
	t.Row("  data and logs", d.state)
	if d.Fast > 1 {
		t.Row("  clocks of new cases", fmtTimes(d.Fast))
	}
	t.Flush()
	if !d.welcomeTemporal(ctx) {
		return
	}
	if d.Demo && d.Worker {
		if err := d.demo(ctx, address); err != nil && ctx.Err() == nil {
			d.Statusf("The sample could not be opened: %s\n", err.Error())
		}
	}
	d.Printf("\nLook around, in another terminal:\n\n")
	program := filepath.Join(".bin", "homeward")
	for _, line := range []string{
		"operation list --as tha-coordination",
		"case list --as tha-caseworker-maesot",
		"task inbox --as tha-registrar-maesot",
		"--help",
	} {
		d.Printf("  %s %s\n", program, line)
	}
	d.Printf("\n")
}

// welcomeTemporal waits until the Temporal server is up and prints where its pages are. It returns
// false if ctx has ended.
func (d *development) welcomeTemporal(ctx context.Context) bool {
	if d.start == nil {
		return true
	}
	if d.start.startup().Waiting {
		d.Printf("\nThe Temporal server is not up yet. Pages are served and reading works; commands are stored and carried out later.\n")
	}
	if !d.start.waits(ctx) {
		return false
	}
	d.Printf("\nThe Temporal server runs.\n")
	if ui := d.stack.Temporal.UI(); ui != "" {
		d.Printf("  Temporal's pages     %s\n", ui)
	}
	return true
}

// serves waits until the API answers.
func (d *development) serves(ctx context.Context, address string) bool {
	c, err := client.New(client.Options{Server: address})
	if err != nil {
		return false
	}
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for {
		if _, err := c.Ready(ctx); err == nil {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
		}
	}
}

// announcer shows escalations on the terminal.
type announcer struct {
	cli.Env
	next activities.Courier
}

// Deliver shows the notices of the escalation ladder, and passes on every notice.
func (a announcer) Deliver(ctx context.Context, n record.Notice) error {
	switch {
	case n.Kind == string(casework.NoticeEscalation) && n.Erasure != "":
		a.Printf("%s  %s after erasure %s is overdue: %s to %s\n", a.Now().Local().Format(time.TimeOnly), n.Task, n.Erasure, n.Level, n.Desk)
	case n.Kind == string(casework.NoticeEscalation):
		a.Printf("%s  %s of case %s is overdue: %s to %s\n", a.Now().Local().Format(time.TimeOnly), n.Task, n.Case, n.Level, n.Desk)
	}
	return a.next.Deliver(ctx, n)
}
