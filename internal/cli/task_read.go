package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type taskInbox struct {
	page `embed:""`

	Desk       wire.DeskId                 `placeholder:"ID" help:"Another desk's inbox."`
	Everywhere bool                        `help:"Every desk that you oversee."`
	State      wire.TaskState              `placeholder:"decided" help:"The state: open, decided or recalled; default: open."`
	Step       wire.Step                   `placeholder:"STEP" help:"Of this step."`
	Case       wire.Ref                    `placeholder:"REF" help:"Of this case."`
	Operation  wire.Ref                    `placeholder:"REF" help:"Of this operation."`
	Origin     wire.Country                `placeholder:"KEN" help:"Of people from this state."`
	DueBefore  string                      `placeholder:"WHEN" help:"Due before, as 2026-12-24 or +2d."`
	Overdue    *bool                       `negatable:"" help:"Only overdue ones; or only the others."`
	Paused     *bool                       `negatable:"" help:"Only those whose clock is paused; or only the others."`
	Claimed    wire.ListTasksParamsClaimed `placeholder:"mine" help:"Claimed by you (mine), or not claimed (${unclaimed})."`
}

func (c *taskInbox) Run(ctx context.Context, env Env, r *Remote) error {
	due, err := moment(c.DueBefore, env.Now())
	if err != nil {
		return err
	}
	params := wire.ListTasksParams{
		Desk: c.Desk, Everywhere: c.Everywhere, State: c.State, Step: c.Step, Case: c.Case, Operation: c.Operation, Origin: c.Origin,
		DueBefore: due, Overdue: c.Overdue, Paused: c.Paused, Claimed: c.Claimed, Limit: c.Limit, Cursor: c.Cursor,
	}
	return ask(r, env, func(s *client.Client) (wire.TaskPage, error) { return s.ListTasks(ctx, params) }, func(found wire.TaskPage) {
		env.tasks(found.Items)
		env.more(found.Next)
	})
}

// tasks prints tasks as an inbox.
func (env Env) tasks(tasks []wire.Task) {
	t := NewTable(env.Out, "CASE", "TASK", "DESK", "DUE", "OVERDUE", "CLAIMED BY", "PAUSED", "STATE", "VERSION")
	for _, k := range tasks {
		state := string(k.State)
		if k.Outcome != "" {
			state = string(k.Outcome)
		}
		t.Row(k.Case, k.Name, k.Desk, Instant(k.Due), seconds(k.OverdueSeconds), k.ClaimedBy.Account, k.Paused.Cause, state, k.Version)
	}
	t.Flush()
}

type taskShow struct{ one }

func (c *taskShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Task, error) { return s.ShowTask(ctx, c.Case, c.Task) }, env.oneTask)
}

func (env Env) oneTask(k wire.Task) {
	env.Printf("Task %s of case %s, asked of %s, %s, version %d\n", k.Name, k.Case, k.Desk, k.State, k.Version)
	if k.ByMovement {
		env.Printf("Its movement settles it; it cannot be answered here.\n")
	}
	if len(k.FearStates) > 0 {
		env.Printf("Two states can be asked about her: %s. A yes names in --state the one that she fears; without it, both.\n", words(k.FearStates))
	}
	if !k.NotBefore.IsZero() {
		env.Printf("It can be answered from %s on.\n", Instant(k.NotBefore))
	}
	if k.Paused.Cause != "" {
		env.Printf("Its clock is paused since %s: %s. The time counts for %s.\n", Instant(k.Paused.Since), k.Paused.Cause, k.Paused.WhoseTime)
		if !k.Paused.Until.IsZero() {
			env.Printf("It runs on at %s.\n", Instant(k.Paused.Until))
		}
	}
	t := NewTable(env.Out, "RECEIPT", "AT")
	t.Row("sent", Instant(k.Receipts.Sent))
	t.Row("delivered", Instant(k.Receipts.Delivered))
	t.Row("opened", Instant(k.Receipts.Opened))
	t.Row("claimed", Instant(k.Receipts.Claimed))
	t.Row("decided", Instant(k.Receipts.Decided))
	t.Flush()
	if len(k.Ladder) > 0 {
		env.Printf("\n")
		t = NewTable(env.Out, "WHO ACTS", "AT", "REACHED")
		for _, rung := range k.Ladder {
			t.Row(rung.Rung, Instant(rung.At), yes(rung.Reached))
		}
		t.Flush()
	}
	if len(k.Votes) > 0 {
		env.Printf("\n")
		t = NewTable(env.Out, "VOTE OF", "ROLE", "AT", "YOURS")
		for _, v := range k.Votes {
			t.Row(v.Agency, v.Role, Instant(v.At), yes(v.Mine))
		}
		t.Flush()
	}
	if len(k.Answers) > 0 && !k.ByMovement {
		env.Printf("\n")
		t = NewTable(env.Out, "POSSIBLE ANSWER", "NEEDS REASONS", "NEEDS A DATE", "ASKED AGAIN AFTER")
		for _, a := range k.Answers {
			t.Row(a.Outcome, yes(a.Reasons), yes(a.Until), yes(a.Again))
		}
		t.Flush()
	}
}
