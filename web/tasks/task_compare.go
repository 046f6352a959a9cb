package tasks

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// The hidden fields of the forms of a task, beside the key and the version.
const (
	fieldSeen = "seen" // when the form was shown, in milliseconds since 1970
	fieldOver = "over" // the form showed that a colleague has taken the task on
)

// seenNow says in a form when it was shown.
func (s shownTask) seenNow() []view.Field {
	return []view.Field{{Name: fieldSeen, Value: strconv.FormatInt(s.Now.UnixMilli(), 10)}}
}

// compare shows what a user filled in beside how the task stands now, for a form that came too late: what
// changed, by which desk and when, and the three ways on.
func (p *pages) compare(c echo.Context, s shownTask, f site.SentForm) (*view.Compare, error) {
	path := say.TaskPath(s.task.Case, s.task.ID)
	out := &view.Compare{Rows: s.compared(f), Drop: path, To: "#request"}
	if sent, keeps := site.SentFormOf(c); keeps {
		out.Discard = view.Draft{Of: sent.Path, Form: "request"}.Drop()
	}
	if slices.Contains(s.of.May, policy.ShowTimeline) {
		history, err := p.Usecases.ShowTimeline(c.Request().Context(), s.task.Case, false, act.Paging{Limit: historyRead})
		if err != nil {
			return nil, err
		}
		for _, e := range history.Rows {
			if e.Task == s.task.ID && !e.At.Before(seenAt(f)) {
				out.Since = append(out.Since, s.Event(e))
			}
		}
	}
	if s.task.Status != record.TaskOpen {
		out.Why = view.Say("compare.decided")
		return out, nil
	}
	out.Apply = s.again(f)
	return out, nil
}

// seenAt is when a form was shown; zero if it does not say it.
func seenAt(f site.SentForm) time.Time {
	milli, err := strconv.ParseInt(f.Get(fieldSeen), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(milli)
}

// again is the form that was sent, as it was typed, for the task as it is now; nil if the user cannot send it
// any more.
func (s shownTask) again(f site.SentForm) *view.SmallForm {
	var to *view.SmallForm
	if act := f.Get(actForm); act != "" {
		for _, form := range s.smallForms(nil) {
			if form.ID == act {
				to = &form
			}
		}
	} else if form, _ := s.decisionForm(f, nil); form != nil {
		to = &view.SmallForm{Action: form.Action, Key: form.Key, Version: form.Version, Hidden: form.Hidden}
	}
	if to == nil {
		return nil
	}
	to.Submit = view.Say("compare.apply")
	for name, values := range f.Values {
		if slices.Contains([]string{"key", "version", fieldSeen, fieldOver, actForm}, name) {
			continue
		}
		for _, value := range values {
			to.Hidden = append(to.Hidden, view.Field{Name: name, Value: value})
		}
	}
	slices.SortFunc(to.Hidden, func(a, b view.Field) int { return cmp.Compare(a.Name, b.Name) })
	return to
}

// compared are the fields that were filled in, each beside what is on record now.
func (s shownTask) compared(f site.SentForm) []view.Compared {
	var out []view.Compared
	nothing := view.Fact{Value: view.Say("compare.none")}
	for _, outcome := range s.outcomeAnswers(f) {
		if outcome.Chosen {
			now := nothing
			if s.task.Status == record.TaskDecided {
				now = s.settled()[0]
			}
			out = append(out, view.Compared{Name: view.Say("task.outcome"), Mine: view.Fact{Value: outcome.Text}, Now: now})
		}
	}
	for _, q := range s.asked(f) {
		if mine, filled := s.filled(q); filled {
			out = append(out, view.Compared{Name: q.Label, Mine: mine, Now: nothing})
		}
	}
	for _, q := range say.FactQuestions(s.task.Facts, s.of.Facts, f, nil) {
		if mine, filled := s.filled(q); filled {
			out = append(out, view.Compared{Name: q.Label, Mine: mine, Now: s.known(casework.FactName(q.Name[len("fact."):]))})
		}
	}
	return out
}

// asked are the questions of the form that was sent, but the outcome and the facts.
func (s shownTask) asked(f site.SentForm) []view.Question {
	if f.Get(actForm) != "" {
		for _, form := range s.smallForms(f.Values) {
			if form.Open {
				return form.Questions
			}
		}
		return nil
	}
	out := append([]view.Question{s.untilQuestion(f, nil)}, slices.DeleteFunc(s.questions(f, nil), func(q view.Question) bool { return q.Name == fieldUntil })...)
	if s.task.Step.Base() == casework.StepTravelDocument {
		out = append(out, documentQuestions(f, nil)...)
	}
	if s.task.Step.Base() == casework.StepInformation {
		out = append(out, s.textQuestion(fieldAnswer, "task.answer_text", f, nil))
	}
	return out
}

// filled is the answer to a question, and reports false if it has none.
func (s shownTask) filled(q view.Question) (view.Fact, bool) {
	if d := q.Date; d != (view.DateParts{}) {
		return view.Fact{Plain: s.typedDate(d)}, true
	}
	var several []view.Text
	for _, a := range q.Answers {
		switch {
		case !a.Chosen || a.Value == "":
		case q.Kind == view.AskSeveral:
			several = append(several, a.Text)
		default:
			return view.Fact{Value: a.Text, Plain: a.Plain}, true
		}
	}
	if len(several) > 0 {
		return view.Fact{Value: view.Say("case.list", several)}, true
	}
	return view.Fact{Plain: q.Value}, q.Value != "" && len(q.Answers) == 0
}

// typedDate writes a date in words, or as it was typed if it is not a date.
func (s shownTask) typedDate(d view.DateParts) string {
	day, noDay := say.Number(d.Day)
	month, noMonth := say.Number(d.Month)
	year, noYear := say.Number(d.Year)
	date, err := civil.ParseDate(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	if noDay || noMonth || noYear || err != nil {
		return d.Day + " " + d.Month + " " + d.Year
	}
	return s.Sentence(func(all *words.Catalogue) (string, error) { return all.Day(s.Language, date), nil })
}

// known is what is on record of a fact.
func (s shownTask) known(name casework.FactName) view.Fact {
	for _, one := range s.of.Facts {
		if one.Name == name {
			return view.Fact{Value: say.ValueText(name, one.Value), At: s.At(one.At)}
		}
	}
	return view.Fact{None: view.NotAsked}
}
