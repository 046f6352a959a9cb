package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type noticesGroup struct {
	List noticesList `cmd:"" default:"withargs" help:"The notices to your desk, newest first."`
	Read noticesRead `cmd:"" help:"Confirm that you have read a notice."`
}

type noticesList struct {
	page `embed:""`

	Unread *bool `negatable:"" help:"Only those that have to be read and were not; or only the others."`
	Urgent *bool `negatable:"" help:"Only those that have to be read within hours; or only the others."`
}

func (c *noticesList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListNoticesParams{Unread: c.Unread, Urgent: c.Urgent, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.NoticePage, error) { return s.ListNotices(ctx, params) }, func(found wire.NoticePage) {
		t := NewTable(env.Out, "NUMBER", "KIND", "URGENT", "ABOUT", "FROM", "LEVEL", "MADE", "DUE", "STATE")
		for _, n := range found.Items {
			t.Row(n.Id, n.Kind, yes(n.Urgent), aboutOf(n), n.From, n.Rung, Instant(n.CreatedAt), Instant(n.DueAt), readingOf(n))
		}
		t.Flush()
		env.more(found.Next)
	})
}

// aboutOf returns where to look, in one cell.
func aboutOf(n wire.Notice) string {
	var parts []string
	for _, part := range []string{string(n.Case), n.Task, string(n.Movement), string(n.Operation), string(n.Erasure), string(n.Review)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// readingOf returns who has read a notice, or which desk has not and who knows of it, in one cell.
func readingOf(n wire.Notice) string {
	switch {
	case !n.ReadAt.IsZero():
		return "read " + Instant(n.ReadAt) + " by " + string(n.ReadBy)
	case n.UnreadAt != "":
		return "not read by " + string(n.UnreadAt)
	case n.EscalatedTo != "":
		return "not read, sent to " + string(n.EscalatedTo)
	case !n.DueAt.IsZero():
		return "to be read"
	default:
		return ""
	}
}

type noticesRead struct {
	Number wire.NoticeId `arg:"" help:"The notice's number."`
}

func (c *noticesRead) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Notice, error) { return s.ReadNotice(ctx, r.intent(), c.Number) }, func(n wire.Notice) {
		env.Printf("Notice %s (%s) was read %s by %s.\n", n.Id, n.Kind, Instant(n.ReadAt), n.ReadBy)
		if about := aboutOf(n); about != "" {
			env.Printf("It is about %s.\n", about)
		}
	})
}
