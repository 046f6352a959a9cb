package cli

import (
	"context"
	"fmt"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/wire"
)

type listAnswer struct {
	List    wire.Ref     `arg:"" help:"The list's reference."`
	Line    int          `arg:"" help:"The line that you looked at."`
	Problem string       `arg:"" help:"The doubt, as homeward list rows names it."`
	Preview string       `required:"" placeholder:"FINGERPRINT" help:"The fingerprint of the preview that you have seen."`
	Choice  doubt.Choice `xor:"answer" placeholder:"as_read" help:"as_read: the row stands as it was read; leave_out: it opens no case; withdraw: no answer any more."`
	Reading int          `xor:"answer" placeholder:"2" help:"The reading that is meant, by its number."`
	Column  int          `xor:"answer" placeholder:"1" help:"The other column whose cell is meant, by its number."`
	Value   string       `xor:"answer" placeholder:"2009-03-12" help:"A value that you know: a birth date as 2009-03-12 or 2009, a nationality as MMR, a sex as female, a number, a name."`
	Reason  string       `help:"Why a row is opened that looks like another one."`
	Alike   bool         `help:"For all rows like it: the same problem, with the same word or the same kinds of readings."`
}

func (c *listAnswer) Run(ctx context.Context, env Env, r *Remote) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	body := wire.ListAnswering{
		Preview: c.Preview, Line: c.Line, Problem: c.Problem, Choice: c.Choice, Reading: c.Reading, Column: c.Column, Value: c.Value,
		Reason: c.Reason, Alike: c.Alike,
	}
	switch {
	case c.Reading > 0:
		body.Choice = doubt.Reading
	case c.Column > 0:
		body.Choice = doubt.Column
	case c.Value != "":
		body.Choice = doubt.Value
	}
	done, err := server.AnswerList(ctx, r.intent(), c.List, body)
	if err != nil {
		return err
	}
	return r.show(env, done, func() {
		env.Printf("Answer %d is about %d rows. Rows that are still in doubt: %d.\n", done.Number, done.Rows, done.Doubts)
		env.Printf("Fingerprint of the preview now: %s\n", done.Preview)
	})
}

type listAnswers struct {
	page `embed:""`

	List wire.Ref `arg:"" help:"The list's reference."`
}

func (c *listAnswers) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListListAnswersParams{Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.ListAnswerPage, error) { return s.ListListAnswers(ctx, c.List, params) }, func(found wire.ListAnswerPage) {
		t := NewTable(env.Out, "ANSWER", "DOUBT", "ANSWERED", "ROWS", "WHEN", "BY")
		for _, a := range found.Items {
			t.Row(a.Number, a.Problem, a.Choice, a.Rows, Instant(a.AnsweredAt), a.AnsweredBy)
		}
		t.Flush()
		env.more(found.Next)
	})
}

// doubts prints what is in doubt about rows, and the numbers of the readings and columns.
func (env Env) doubts(rows []wire.ListRow) {
	for _, row := range rows {
		for _, d := range row.Doubts {
			env.Printf("Line %d, %s. Answers: %s.\n", row.Line, d.Problem, choices(d.Choices))
			for i, m := range d.Readings {
				env.Printf("  reading %d: %s\n", i+1, meaning(m))
			}
			for i, c := range d.Columns {
				env.Printf("  column %d: %s, written %s\n", i+1, c.Heading, c.AsWritten)
			}
			for _, other := range d.Twins {
				if other.Case != "" {
					env.Printf("  looks like case %s: %s\n", other.Case, other.Because)
					continue
				}
				env.Printf("  looks like line %d: %s\n", other.Line, other.Because)
			}
		}
	}
}

func choices(in []doubt.Choice) string {
	out := make([]string, len(in))
	for i, c := range in {
		out[i] = string(c)
	}
	return strings.Join(out, ", ")
}

func meaning(m wire.ListMeaning) string {
	switch {
	case m.Nationality != "":
		return m.Nationality
	case m.From == m.To:
		return fmt.Sprintf("born on %s (%s calendar)", m.From, m.Calendar)
	default:
		return fmt.Sprintf("born from %s to %s (%s calendar)", m.From, m.To, m.Calendar)
	}
}
