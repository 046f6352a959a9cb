package main

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/wire"
)

type erasureDeletions struct {
	page `embed:""`

	State   string `placeholder:"waiting" help:"Only those in this state: waiting, cannot, not_held, deleted."`
	Erasure string `placeholder:"REF" help:"Only those that follow this erasure."`
	Overdue bool   `help:"Only those whose answer is overdue."`
}

func (c *erasureDeletions) Run(ctx context.Context, w world, r *Remote) error {
	query := c.query()
	set(query, "state", c.State)
	set(query, "erasure", c.Erasure)
	if c.Overdue {
		query.Set("overdue", "true")
	}
	return ask(r, w, func(s *client.Client) (wire.DeletionPage, error) { return s.Deletions(ctx, query) }, func(found wire.DeletionPage) {
		t := newTable(w.out, "ERASURE", "CASE", "DESK", "CAME BY", "CLASSES", "STATE", "REASON", "ASKED", "DUE")
		for _, d := range found.Items {
			t.row(d.Erasure, d.Case, d.Desk, waysOf(d), strings.Join(d.Classes, " "), d.State, d.Reason, instant(d.AskedAt), instant(d.DueAt))
		}
		t.flush()
		w.more(found.Next)
	})
}

// waysOf is how a desk came to hold something, in one cell.
func waysOf(d wire.Deletion) string {
	ways := make([]string, len(d.How))
	for i, way := range d.How {
		ways[i] = string(way)
	}
	return strings.Join(ways, " ")
}

type erasureDeletion struct {
	Erasure string `arg:"" help:"The erasure's reference."`
	Desk    string `arg:"" help:"The desk that was given something."`
}

func (c *erasureDeletion) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Deletion, error) { return s.Deletion(ctx, c.Erasure, c.Desk) }, func(d wire.Deletion) {
		w.print("%s is asked to delete what it has of case %s, which is erased.\n", d.Desk, d.Case)
		w.print("It came by it by: %s\n", waysOf(d))
		if len(d.Classes) > 0 {
			w.print("It was shown fields of the classes %s.\n", strings.Join(d.Classes, ", "))
		} else {
			w.print("It was let in, and was shown nothing.\n")
		}
		w.print("Asked %s", instant(d.AskedAt))
		if !d.DueAt.IsZero() {
			w.print(", to be answered by %s", instant(d.DueAt))
		}
		w.print("\n")
		switch d.State {
		case erasure.Waiting:
			w.print("It has not answered.\n")
		case erasure.Kept:
			w.print("It cannot delete it: %s; said %s by %s.\n", d.Reason, instant(d.AnsweredAt), d.AnsweredBy.Desk)
		default:
			w.print("It says: %s, %s by %s.\n", d.State, instant(d.AnsweredAt), d.AnsweredBy.Desk)
		}
	})
}

type erasureSay struct {
	Erasure string `arg:"" help:"The erasure's reference."`
	Desk    string `arg:"" help:"The desk that was given something."`
	What    string `arg:"" enum:"deleted,not_held,cannot" help:"What became of it: deleted, not_held, cannot."`
	Because string `placeholder:"REASON" help:"Why it cannot be deleted: own_hold, own_law, passed_on, in_backups; or unreachable, for a data protection officer to say."`
}

func (c *erasureSay) Run(ctx context.Context, w world, r *Remote) error {
	return r.write(ctx, w, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AnswerDeletion(ctx, i, c.Erasure, c.Desk, wire.DeletionAnswer{Answer: erasure.Deleting(c.What), Reason: erasure.Reason(c.Because)})
	})
}
