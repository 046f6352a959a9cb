package lists

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// answerDoubt answers the doubt of the form, and goes on to the next row with the same doubt.
func (p *pages) answerDoubt(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref := casework.Ref(c.Param("list"))
	in, ok := sent(f)
	if !ok {
		return p.again(c, user, f, "list.choose")
	}
	_, err = p.Usecases.AnswerList(c.Request().Context(), ref, f.Key(), in)
	switch fault.CodeOf(err) {
	case "":
		return c.Redirect(http.StatusSeeOther, say.ListPath(ref)+"?"+url.Values{fieldProblem: {string(in.Problem)}}.Encode())
	case fault.Invalid:
		return p.again(c, user, f, "list.does_not_fit")
	case fault.Stale, fault.Conflict, fault.KeyReused:
		return p.again(c, user, f, "list.changed")
	default:
		return err
	}
}

// sent reads the form; false if no answer was chosen.
func sent(f site.SentForm) (rescues.Answering, bool) {
	in := rescues.Answering{Preview: f.Get(fieldPreview), Alike: f.Get(fieldAlike) == "yes"}
	in.Line, _ = strconv.Atoi(f.Get(fieldLine))
	in.Problem = flaw.Code(f.Get(fieldProblem))
	answer := f.Get(fieldAnswer)
	for _, numbered := range []doubt.Choice{doubt.Reading, doubt.Column} {
		rest, ok := strings.CutPrefix(answer, string(numbered))
		if n, err := strconv.Atoi(rest); ok && err == nil {
			in.Choice = numbered
			if numbered == doubt.Reading {
				in.Reading = n
			} else {
				in.Column = n
			}
			return in, true
		}
	}
	if sex, ok := strings.CutPrefix(answer, string(doubt.Value)); ok && sex != "" {
		in.Choice, in.Value = doubt.Value, sex
		return in, true
	}
	in.Choice = doubt.Choice(answer)
	switch in.Choice {
	case doubt.Value:
		in.Value = f.Text(fieldValue)
	case doubt.AsRead:
		in.Reason = f.Text(fieldReason)
	case doubt.LeaveOut, doubt.Withdraw:
	default:
		return in, false
	}
	return in, true
}

// again shows the page of the same row with what was typed, and says why nothing was recorded.
func (p *pages) again(c echo.Context, user identity.Caller, f site.SentForm, why string) error {
	problem := f.Get(fieldProblem)
	page, row, err := p.listPage(c, user, problem, "")
	if err != nil {
		return err
	}
	page.Wrong = true
	page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say(why)}}
	if page.Form != nil && row != nil && strconv.Itoa(row.Line) == f.Get(fieldLine) {
		typed(page.Form, f)
	}
	status := http.StatusUnprocessableEntity
	if why == "list.changed" {
		status = http.StatusConflict
	}
	return p.Render(c, status, page)
}

// typed puts what was chosen and typed into the form.
func typed(form *view.SmallForm, f site.SentForm) {
	for i := range form.Questions {
		q := &form.Questions[i]
		q.Value = f.Get(q.Name)
		for k := range q.Answers {
			q.Answers[k].Chosen = q.Answers[k].Value == f.Get(q.Name)
		}
	}
}
