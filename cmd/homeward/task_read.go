package main

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type taskInbox struct {
	page `embed:""`

	Desk       string `placeholder:"ID" help:"Another desk's inbox."`
	Everywhere bool   `help:"Every desk that you oversee."`
	State      string `placeholder:"decided" help:"open unless given, decided or recalled."`
	Step       string `placeholder:"STEP" help:"Of this step."`
	Case       string `placeholder:"REF" help:"Of this case."`
	Operation  string `placeholder:"REF" help:"Of this operation."`
	Origin     string `placeholder:"KEN" help:"Of people of this state."`
	DueBefore  string `placeholder:"WHEN" help:"Due before, as 2026-12-24 or +2d."`
	Overdue    bool   `help:"Only overdue ones."`
	Paused     bool   `help:"Only those whose clock stands still."`
	Claimed    string `placeholder:"mine" help:"Claimed by you (mine) or by nobody (nobody)."`
}

func (c *taskInbox) Run(ctx context.Context, w world, r *Remote) error {
	due, err := moment(c.DueBefore, w.now())
	if err != nil {
		return err
	}
	q := c.query()
	for name, value := range map[string]string{
		"desk": c.Desk, "everywhere": truth(c.Everywhere), "state": c.State, "step": c.Step, "case": c.Case, "operation": c.Operation,
		"origin": c.Origin, "overdue": truth(c.Overdue), "paused": truth(c.Paused), "claimed": c.Claimed,
	} {
		set(q, name, value)
	}
	if !due.IsZero() {
		set(q, "due_before", due.Format("2006-01-02T15:04:05Z07:00"))
	}
	return ask(r, w, func(s *client.Client) (wire.TaskPage, error) { return s.Tasks(ctx, q) }, func(found wire.TaskPage) {
		w.tasks(found.Items)
		w.more(found.Next)
	})
}

// tasks shows tasks as an inbox.
func (w world) tasks(tasks []wire.Task) {
	t := newTable(w.out, "CASE", "TASK", "DESK", "DUE", "OVERDUE", "CLAIMED BY", "PAUSED", "STATE", "VERSION")
	for _, k := range tasks {
		state := string(k.State)
		if k.Outcome != "" {
			state = string(k.Outcome)
		}
		t.row(k.Case, k.Name, k.Desk, instant(k.Due), seconds(k.OverdueSeconds), k.ClaimedBy.Account, k.Paused.Cause, state, k.Version)
	}
	t.flush()
}

type taskShow struct{ one }

func (c *taskShow) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Task, error) { return s.Task(ctx, c.Case, c.Task) }, w.oneTask)
}

func (w world) oneTask(k wire.Task) {
	w.print("Task %s of case %s, asked of %s, %s, version %d\n", k.Name, k.Case, k.Desk, k.State, k.Version)
	if k.ByMovement {
		w.print("Its movement settles it; there is nothing to answer here.\n")
	}
	if !k.NotBefore.IsZero() {
		w.print("It can be answered from %s on.\n", instant(k.NotBefore))
	}
	if k.Paused.Cause != "" {
		w.print("Its clock stands still since %s: %s. It is %s who has the time.\n", instant(k.Paused.Since), k.Paused.Cause, k.Paused.WhoseTime)
	}
	t := newTable(w.out, "RECEIPT", "AT")
	t.row("sent", instant(k.Receipts.Sent))
	t.row("delivered", instant(k.Receipts.Delivered))
	t.row("opened", instant(k.Receipts.Opened))
	t.row("claimed", instant(k.Receipts.Claimed))
	t.row("decided", instant(k.Receipts.Decided))
	t.flush()
	if len(k.Ladder) > 0 {
		w.print("\n")
		t = newTable(w.out, "WHO ACTS", "AT", "REACHED")
		for _, rung := range k.Ladder {
			t.row(rung.Rung, instant(rung.At), yes(rung.Reached))
		}
		t.flush()
	}
	if len(k.Votes) > 0 {
		w.print("\n")
		t = newTable(w.out, "VOTE OF", "ROLE", "AT", "YOURS")
		for _, v := range k.Votes {
			t.row(v.Agency, v.Role, instant(v.At), yes(v.Mine))
		}
		t.flush()
	}
	if len(k.Answers) > 0 && !k.ByMovement {
		w.print("\n")
		t = newTable(w.out, "POSSIBLE ANSWER", "NEEDS REASONS", "NEEDS A DATE", "IS ASKED AGAIN AFTER IT")
		for _, a := range k.Answers {
			t.row(a.Outcome, yes(a.Reasons), yes(a.Until), yes(a.Again))
		}
		t.flush()
	}
}
