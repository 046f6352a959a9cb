package demo

import (
	"context"
	"fmt"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// maybeTwice is the problem of a row that looks like another one, and asRead the answer that it stays a row of its own.
const (
	maybeTwice = "maybe_twice"
	asRead     = "as_read"
)

// AnswerTwins says of every row of a list that looks like another row, or like an open case, that it is about another
// person. intent makes the key of an answer from the line. Lines that were answered before are not answered again.
func AnswerTwins(ctx context.Context, c *client.Client, list wire.Ref, intent func(line int) client.Intent) error {
	seen, err := c.PreviewList(ctx, list)
	if err != nil {
		return err
	}
	preview := seen.Preview
	answer := func(line int) error {
		done, err := c.AnswerList(ctx, intent(line), list, wire.ListAnswering{
			Preview: preview, Line: line, Problem: maybeTwice, Choice: asRead, Reason: "Two people of one name; both were here.",
		})
		if err != nil {
			return fmt.Errorf("answer a line: %w", err)
		}
		preview = done.Preview
		return nil
	}
	for _, t := range seen.Twins {
		if err := answer(t.Line); err != nil {
			return err
		}
	}
	for {
		rows, err := c.ListRows(ctx, list, wire.ListRowsParams{State: record.RowReadable, Problem: maybeTwice, Limit: 1})
		if err != nil || len(rows.Items) == 0 {
			return err
		}
		if err := answer(rows.Items[0].Line); err != nil {
			return err
		}
	}
}
