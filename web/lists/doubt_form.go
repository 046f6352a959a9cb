package lists

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// form asks about one doubt of a row; nil if the row does not have it any more.
func (r reader) form(path string, preview rescues.Preview, row record.ListRow, problem flaw.Code) *view.SmallForm {
	at := slices.IndexFunc(row.Doubts, func(d doubt.Doubt) bool { return d.Problem == problem })
	if at < 0 {
		return nil
	}
	d := row.Doubts[at]
	questions := []view.Question{{
		ID: fieldAnswer, Name: fieldAnswer, Kind: view.AskOne, Label: view.Named("row_problem", string(problem)), Answers: r.answers(d),
	}}
	if len(d.Twins) > 0 {
		questions[0].Hint = twinHint(d.Twins)
	}
	if d.Allows(doubt.Value) && problem != flaw.SexNotRecognised {
		questions = append(questions, view.Question{
			ID: fieldValue, Name: fieldValue, Kind: view.AskText, Label: view.Say("list.value"), Hint: view.Say("list.value_hint"), Limit: 200, Optional: true,
		})
	}
	if problem == flaw.MaybeTwice {
		questions = append(questions, view.Question{
			ID: fieldReason, Name: fieldReason, Kind: view.AskText, Label: view.Say("list.reason"), Limit: 200, Optional: true,
		})
	} else {
		questions = append(questions, view.Question{
			ID: fieldAlike, Name: fieldAlike, Kind: view.AskSeveral, Label: view.Say("list.alike"), Optional: true,
			Answers: []view.Answer{{Value: "yes", Text: view.Say("list.alike_yes"), Hint: view.Say("list.alike_hint")}},
		})
	}
	return &view.SmallForm{
		Action: path, Key: site.NewKey(), Submit: view.Say("list.answer"), Questions: questions,
		Hidden: []view.Field{
			{Name: fieldPreview, Value: preview.Fingerprint()}, {Name: fieldLine, Value: strconv.Itoa(row.Line)}, {Name: fieldProblem, Value: string(problem)},
		},
	}
}

// twinHint says which open case, or which other row, a row looks like, and why.
func twinHint(twins []doubt.Twin) view.Text {
	one := twins[0]
	if at := slices.IndexFunc(twins, func(t doubt.Twin) bool { return t.Case != "" }); at >= 0 {
		one = twins[at]
		return view.Say("list.twin_case", string(one.Case), view.Named("list_match", string(one.Because)))
	}
	return view.Say("list.twin", one.Line, view.Named("list_match", string(one.Because)))
}

// answers lists the ways to answer a doubt: each reading and each column by its number, then the others.
func (r reader) answers(d doubt.Doubt) []view.Answer {
	var out []view.Answer
	for i, m := range d.Readings {
		a := view.Answer{Value: string(doubt.Reading) + strconv.Itoa(i+1)}
		switch {
		case m.Born == nil:
			a.Plain = r.Country(casework.Country(m.State))
		case m.Born.From == m.Born.To:
			a.Plain, a.Hint = m.Born.From.String(), view.Named("birth_calendar", string(m.Born.Calendar))
		default:
			a.Plain, a.Hint = m.Born.From.String()+" – "+m.Born.To.String(), view.Named("birth_calendar", string(m.Born.Calendar))
		}
		out = append(out, a)
	}
	for i, c := range d.Columns {
		out = append(out, view.Answer{Value: string(doubt.Column) + strconv.Itoa(i+1), Plain: c.AsWritten, Hint: view.Say("list.other_column", c.Heading)})
	}
	for _, c := range d.Choices {
		switch {
		case c == doubt.Value && d.Problem == flaw.SexNotRecognised:
			for _, sex := range []person.Sex{person.Female, person.Male, person.UnknownSex} {
				out = append(out, view.Answer{Value: string(c) + string(sex), Text: view.Say("person.sex." + string(sex))})
			}
		case c != doubt.Reading && c != doubt.Column:
			out = append(out, view.Answer{Value: string(c), Text: view.Named("list_choice", string(c))})
		}
	}
	return out
}
