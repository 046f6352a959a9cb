package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/wire"
)

type erasureDeletions struct {
	page `embed:""`

	State   wire.DeletionState `placeholder:"waiting" help:"Only those in this state: waiting, cannot, not_held, deleted."`
	Erasure wire.Ref           `placeholder:"REF" help:"Only those that follow this erasure."`
	Overdue *bool              `negatable:"" help:"Only those whose answer is overdue; or only the others."`
}

func (c *erasureDeletions) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListDeletionsParams{State: c.State, Erasure: c.Erasure, Overdue: c.Overdue, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.DeletionPage, error) { return s.ListDeletions(ctx, params) }, func(found wire.DeletionPage) {
		t := NewTable(env.Out, "ERASURE", "CASE", "DESK", "RECEIVED BY", "CLASSES", "STATE", "REASON", "ASKED", "DUE")
		for _, d := range found.Items {
			t.Row(d.Erasure, d.Case, d.Desk, waysOf(d), strings.Join(d.Classes, " "), d.State, d.Reason, Instant(d.AskedAt), Instant(d.DueAt))
		}
		t.Flush()
		env.more(found.Next)
	})
}

// waysOf returns how a desk got the data, in one cell.
func waysOf(d wire.Deletion) string {
	ways := make([]string, len(d.How))
	for i, way := range d.How {
		ways[i] = string(way)
	}
	return strings.Join(ways, " ")
}

type erasureDeletion struct {
	Erasure wire.Ref    `arg:"" help:"The erasure's reference."`
	Desk    wire.DeskId `arg:"" help:"The desk that received data."`
}

func (c *erasureDeletion) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Deletion, error) { return s.ShowDeletion(ctx, c.Erasure, c.Desk) }, func(d wire.Deletion) {
		env.Printf("%s is asked to delete the data that it has of case %s, which is erased.\n", d.Desk, d.Case)
		env.Printf("It received them by: %s\n", waysOf(d))
		if len(d.Classes) > 0 {
			env.Printf("It has seen fields of the classes %s.\n", strings.Join(d.Classes, ", "))
		} else {
			env.Printf("It had access, and has seen nothing.\n")
		}
		env.Printf("Asked %s", Instant(d.AskedAt))
		if !d.DueAt.IsZero() {
			env.Printf(", due %s", Instant(d.DueAt))
		}
		env.Printf("\n")
		switch d.State {
		case erasure.Waiting:
			env.Printf("It has not answered.\n")
		case erasure.Kept:
			env.Printf("It cannot delete them: %s; answered %s by %s.\n", d.Reason, Instant(d.AnsweredAt), d.AnsweredBy.Desk)
		default:
			env.Printf("Its answer: %s, %s by %s.\n", d.State, Instant(d.AnsweredAt), d.AnsweredBy.Desk)
		}
	})
}

type erasureSay struct {
	Erasure wire.Ref    `arg:"" help:"The erasure's reference."`
	Desk    wire.DeskId `arg:"" help:"The desk that received data."`
	What    string      `arg:"" enum:"deleted,not_held,cannot" help:"The answer: deleted, not_held, cannot."`
	Because string      `placeholder:"REASON" help:"With cannot: own_hold, own_law, passed_on, in_backups; or unreachable, which only a data protection officer may say."`
}

func (c *erasureSay) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AnswerDeletion(ctx, i, c.Erasure, c.Desk, wire.DeletionAnswer{Answer: erasure.Deleting(c.What), Reason: erasure.Reason(c.Because)})
	})
}
