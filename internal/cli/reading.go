package cli

import (
	"context"
	"fmt"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type readingGroup struct {
	List    readingList    `cmd:"" default:"withargs" help:"The reviews of what you have read; for a data protection officer those to answer."`
	Explain readingExplain `cmd:"" help:"Explain why you have read so many files."`
	Accept  readingAccept  `cmd:"" help:"Accept what an officer has read, as the data protection officer. It ends a hold."`
	Reject  readingReject  `cmd:"" help:"Reject it: the officer then reads only files of the own work."`
}

type readingList struct{}

func (c *readingList) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ReadingReviewPage, error) { return s.ListReadingReviews(ctx) }, func(found wire.ReadingReviewPage) {
		t := NewTable(env.Out, "REVIEW", "ACCOUNT", "DESK", "ROLE", "FILES", "BY", "BEGAN", "STATE", "YOURS")
		for _, v := range found.Items {
			t.Row(v.Ref, v.Account, v.Desk, v.Role, filesOf(v), string(v.Group)+" "+v.Value, Instant(v.BeganAt), v.State, yes(v.Mine))
		}
		t.Flush()
	})
}

// filesOf returns how many files were read in which time, in one cell.
func filesOf(v wire.ReadingReview) string { return fmt.Sprintf("%d in %d h", v.Files, v.Hours) }

// ofReview names a review.
type ofReview struct {
	Review wire.Ref `arg:"" help:"The review's reference."`
}

type readingExplain struct {
	ofReview

	Reasons InputText `arg:"" help:"Why: a file, or - for the standard input; without names. Sealed, and read by the data protection officer."`
}

func (c *readingExplain) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ReadingReview, error) {
		return s.ExplainReading(ctx, r.intent(), c.Review, wire.Reasons{Reasons: string(c.Reasons)})
	}, env.review)
}

type readingAccept struct{ ofReview }

func (c *readingAccept) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ReadingReview, error) { return s.AcceptReading(ctx, r.intent(), c.Review) }, env.review)
}

type readingReject struct{ ofReview }

func (c *readingReject) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ReadingReview, error) { return s.RejectReading(ctx, r.intent(), c.Review) }, env.review)
}

// review prints a review with its explanation.
func (env Env) review(v wire.ReadingReview) {
	env.Printf("Review %s, %s: %s read %s of %s %s, as %s at %s, begun %s.\n", v.Ref, v.State, v.Account, filesOf(v), v.Group, v.Value, v.Role, v.Desk, Instant(v.BeganAt))
	if v.Explanation != "" {
		env.Printf("Explained %s: %s\n", Instant(v.ExplainedAt), v.Explanation)
	}
	if v.AnsweredDesk != "" {
		env.Printf("Answered %s by %s.\n", Instant(v.AnsweredAt), v.AnsweredDesk)
	}
}
