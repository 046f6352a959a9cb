package main

import (
	"context"
	"path/filepath"
	"strconv"
	"time"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
)

// welcome opens the sample rescue on the first start, and ends with the page to begin at.
func (d *development) welcome(ctx context.Context, address string) {
	if !d.serves(ctx, address) {
		return
	}
	d.Printf("\nHomeward runs. Its address is %s. Stop it with Ctrl-C; nothing is lost.\n", address)
	if !d.welcomeTemporal(ctx) {
		return
	}
	if d.Demo && d.Worker {
		if err := d.demo(ctx, address); err != nil && ctx.Err() == nil {
			d.Statusf("The sample could not be completed; the next start continues it: %s\n", err.Error())
		}
	}
	if ctx.Err() == nil {
		d.beginHere(address)
	}
}

// beginHere prints the one link to begin with, and below it what else there is.
func (d *development) beginHere(address string) {
	d.Printf("\nChoose a persona, then see what their day holds:\n\n  %s/signin/dev?to=/day\n\nMore:\n\n", address)
	t := cli.NewTable(d.Out, "  documentation of the API", address+"/docs")
	if d.stack != nil {
		if d.stack.Temporal != nil && d.stack.Temporal.UI() != "" {
			t.Row("  Temporal's pages", d.stack.Temporal.UI())
		}
		t.Row("  the database", "PGSERVICEFILE="+d.stack.Cluster.ServiceFile()+" psql service=homeward_audit")
	}
	t.Row("  data and logs", d.state)
	if d.Fast > 1 {
		t.Row("  clocks of new cases", strconv.Itoa(d.Fast)+" times faster")
	}
	t.Row("  the command line", filepath.Join(".bin", "homeward")+" --help")
	t.Flush()
	d.Printf("\n")
}

// welcomeTemporal waits until the Temporal server is up. It returns false if ctx has ended.
func (d *development) welcomeTemporal(ctx context.Context) bool {
	if d.start == nil {
		return true
	}
	if d.start.startup().Waiting {
		d.Printf("\nThe Temporal server is not up yet. Pages are served and reading works; commands are stored and carried out later.\n" +
			"Meanwhile you can look around at /signin.\n")
	}
	if !d.start.waits(ctx) {
		return false
	}
	d.Printf("\nThe Temporal server runs.\n")
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
	show bool // the notices of the escalation ladder
}

// Deliver passes on every notice, and shows those of the escalation ladder if --fast is for watching
// them.
func (a announcer) Deliver(ctx context.Context, n record.Notice) error {
	switch {
	case !a.show:
	case n.Kind == string(casework.NoticeEscalation) && n.Erasure != "":
		a.Printf("%s  %s after erasure %s is overdue: %s to %s\n", a.Now().Local().Format(time.TimeOnly), n.Task, n.Erasure, n.Level, n.Desk)
	case n.Kind == string(casework.NoticeEscalation):
		a.Printf("%s  %s of case %s is overdue: %s to %s\n", a.Now().Local().Format(time.TimeOnly), n.Task, n.Case, n.Level, n.Desk)
	}
	return a.next.Deliver(ctx, n)
}
