package lists

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/wire"
)

func (h handlers) answer(ctx context.Context, p onList, body wire.AnswerListJSONRequestBody) (wire.ListSettled, error) {
	done, err := h.do.AnswerList(ctx, p.List, p.Key, rescues.Answering{
		Answer: doubt.Answer{
			Problem: flaw.Code(body.Problem), Choice: body.Choice, Reading: body.Reading, Column: body.Column, Value: body.Value, Reason: body.Reason,
		},
		Line: body.Line, Alike: body.Alike, Preview: body.Preview,
	})
	v := wire.ListSettled{Number: done.Number, Rows: done.Rows, Doubts: done.Preview.Doubts}
	if err == nil && done.Preview.List != "" {
		v.Preview = done.Preview.Fingerprint()
	}
	return v, err
}

type listAnswers struct {
	ofList
	wire.ListListAnswersParams
}

func (h handlers) answers(ctx context.Context, p listAnswers) (respond.Result[wire.ListAnswerPage], error) {
	found, err := h.do.ListAnswers(ctx, p.List, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.ListAnswerPage{Items: []wire.ListAnswer{}, Next: encode.Next(found.Next)}
	for _, a := range found.Rows {
		v.Items = append(v.Items, wire.ListAnswer{
			Number: a.Number, Problem: a.Problem, Choice: a.Choice, Rows: a.Rows, AnsweredAt: a.At.UTC(), AnsweredBy: a.By.Desk,
		})
	}
	return respond.Result[wire.ListAnswerPage]{Body: v, Next: v.Next}, err
}

// doubts shows what is in doubt about a row, and how it can be answered.
func doubts(in []doubt.Doubt) []wire.ListDoubt {
	var out []wire.ListDoubt
	for _, d := range in {
		v := wire.ListDoubt{Problem: string(d.Problem), Choices: d.Choices}
		for _, m := range d.Readings {
			one := wire.ListMeaning{Nationality: m.State}
			if m.Born != nil {
				one.From, one.To, one.Calendar = m.Born.From.String(), m.Born.To.String(), wire.ListMeaningCalendar(m.Born.Calendar)
			}
			v.Readings = append(v.Readings, one)
		}
		for _, c := range d.Columns {
			v.Columns = append(v.Columns, wire.ListOtherCell{Field: string(c.Field), Heading: c.Heading, AsWritten: c.AsWritten})
		}
		for _, t := range d.Twins {
			v.Twins = append(v.Twins, wire.ListTwin{Line: t.Line, Case: t.Case, Because: string(t.Because)})
		}
		out = append(out, v)
	}
	return out
}

// rowAnswers shows by which answers a row is read as it is.
func rowAnswers(row record.ListRow) []wire.ListRowAnswer {
	var out []wire.ListRowAnswer
	for _, a := range row.Answers {
		out = append(out, wire.ListRowAnswer{Number: a.Number, Problem: string(a.Problem), Choice: a.Choice})
	}
	return out
}
