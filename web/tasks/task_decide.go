package tasks

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// decideTask sends the answer of a desk to its task. A form with something to correct, and one that is
// refused, is shown again with all that was typed.
func (p *pages) decideTask(c echo.Context, user identity.Caller) error {
	return p.answerForm(c, user, func(s shownTask, f site.SentForm, w tasks.Write) (act.Receipt, say.Wrongs, error) {
		d, wrong := s.readDecision(f)
		if len(wrong) > 0 {
			return act.Receipt{}, wrong, nil
		}
		receipt, err := p.Usecases.DecideTask(c.Request().Context(), w, d)
		return receipt, nil, err
	})
}

// answerTask sends what a desk was asked by another one.
func (p *pages) answerTask(c echo.Context, user identity.Caller) error {
	return p.answerForm(c, user, func(s shownTask, f site.SentForm, w tasks.Write) (act.Receipt, say.Wrongs, error) {
		wrong := say.Wrongs{}
		text := say.ReadText(f, fieldAnswer, wrong)
		if text == "" {
			wrong[fieldAnswer] = view.Say("task.wrong.answer")
		}
		if len(wrong) > 0 {
			return act.Receipt{}, wrong, nil
		}
		receipt, err := p.Usecases.AnswerTask(c.Request().Context(), w, say.FactsIn(s.task.Facts, f), text)
		return receipt, nil, err
	})
}

// answerForm carries out the form of an answer.
func (p *pages) answerForm(c echo.Context, user identity.Caller, send func(shownTask, site.SentForm, tasks.Write) (act.Receipt, say.Wrongs, error)) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, err := p.findTask(c, user)
	if err != nil {
		return err
	}
	receipt, wrong, err := send(s, f, tasks.Write{
		Case: s.task.Case, Task: s.task.ID, Version: f.Version(), Key: f.Key(), TakeOver: f.Get(fieldOver) != "",
	})
	switch {
	case err == nil && len(wrong) == 0:
		return s.sentTo(c, receipt)
	case err == nil:
		return p.renderAnswer(c, s, f, wrong, http.StatusUnprocessableEntity)
	}
	if wrong := s.invalid(err); len(wrong) > 0 {
		return p.renderAnswer(c, s, f, wrong, http.StatusUnprocessableEntity)
	}
	return p.renderRefused(c, user, f, err)
}

// renderAnswer shows the form again, with what has to be corrected at the top and beside each field.
func (p *pages) renderAnswer(c echo.Context, s shownTask, f site.SentForm, wrong say.Wrongs, status int) error {
	page := s.page(p.Frame(c, ""))
	page.Wrong = true
	if form, why := s.decisionForm(f, wrong); form != nil {
		page.Form, page.WhyNot, page.Problems = form, why, problems(form)
	}
	return p.render(c, status, page)
}

// problems lists what has to be corrected in the order of the fields.
func problems(form *view.DecisionForm) []view.Problem {
	var out []view.Problem
	if form.Outcomes.Wrong.Key != "" {
		out = append(out, view.Problem{Text: form.Outcomes.Wrong, To: fieldOutcome})
	}
	for _, questions := range [][]view.Question{form.Questions, form.Document, form.Facts} {
		out = append(out, say.ProblemsOf(questions)...)
	}
	return out
}

// invalid says which fields a use-case found invalid.
func (s shownTask) invalid(err error) say.Wrongs {
	wrong := say.Wrongs{}
	fields, _ := errorDetails[act.InvalidFields](err)
	for _, field := range fields {
		switch field.Pointer {
		case "/desk":
			wrong[fieldDesk] = view.Say("task.wrong.desk")
			if field.Code == act.NotAccredited {
				wrong[fieldDesk] = view.Say("task.wrong.not_accredited", s.deskNames(field.Allowed))
			}
		case "/items":
			wrong[fieldItem] = view.Say("task.wrong.items")
		case "/account":
			wrong[fieldAccount] = view.Say("task.wrong.taker")
		case "/document":
			wrong[fieldType] = view.Say("task.wrong.document_type")
		}
	}
	return wrong
}

// deskNames names desks, as a list in one line.
func (s shownTask) deskNames(codes []string) string {
	var names []string
	for _, code := range codes {
		names = append(names, s.DeskName(casework.DeskID(code)))
	}
	return strings.Join(names, "; ")
}

func errorDetails[D any](err error) (D, bool) {
	details, ok := fault.DetailsOf(err).(D)
	return details, ok
}

// refusedBy are the gates that refused an answer.
func (s shownTask) refusedBy(err error) []view.Block {
	refused, ok := errors.AsType[*act.RefusedError](err)
	if !ok {
		return nil
	}
	var out []view.Block
	for _, g := range refused.Gates {
		out = append(out, s.Block(g))
	}
	return out
}

// decidedBefore is the answer that came first, if that is why another was refused.
func decidedBefore(err error) (casework.AlreadyDecided, bool) {
	refused, ok := errors.AsType[*act.RefusedError](err)
	if !ok || refused.Decided == nil {
		return casework.AlreadyDecided{}, false
	}
	return *refused.Decided, true
}
