package cases

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// stateForm is the form in which the user records facts of a case; nil for a user who cannot.
func stateForm(c cases.View, f site.SentForm) *view.SmallForm {
	if len(c.Stateable) == 0 || c.Closed {
		return nil
	}
	return &view.SmallForm{
		ID: "state", Action: say.CasePath(c.Ref) + "/facts", Key: site.NewKey(), Title: view.Say("case.state"), Hint: view.Say("task.facts_hint"), Submit: view.Say("case.state_do"),
		Questions: say.FactQuestions(c.Stateable, c.Facts, f, nil), Open: len(f.Values) > 0,
	}
}

// stateFacts records what the user's desk knows.
func (p *pages) stateFacts(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("case"))
	found, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	facts := say.FactsIn(found.Stateable, f)
	if len(facts) == 0 {
		return p.renderCase(c, user, http.StatusUnprocessableEntity, func(page *view.Case) {
			page.Wrong, page.State = true, stateForm(found, f)
			page.Problems = []view.Problem{{Text: view.Say("case.state_none"), To: "state"}}
		})
	}
	receipt, err := p.Usecases.StateFacts(ctx, ref, f.Key(), facts, "")
	switch code := fault.CodeOf(err); {
	case err == nil:
		return site.SentTo(c, say.CasePath(ref), receipt)
	case code == fault.Conflict || code == fault.Invalid || code == fault.KeyReused:
		return p.renderCase(c, user, http.StatusConflict, func(page *view.Case) {
			page.Wrong, page.State = true, stateForm(found, f)
			page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{say.Refused(err, view.Say("case.state_refused"))}}
		})
	default:
		return err
	}
}

// askAgain puts a request again that was called back.
func (p *pages) askAgain(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref := casework.Ref(c.Param("case"))
	receipt, err := p.Usecases.AskAgain(c.Request().Context(), ref, f.Key(), casework.Step(f.Get("step")))
	switch code := fault.CodeOf(err); {
	case err == nil:
		return site.SentTo(c, say.CasePath(ref), receipt)
	case code == fault.Conflict || code == fault.Invalid || code == fault.KeyReused:
		return p.renderCase(c, user, http.StatusConflict, func(page *view.Case) {
			page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{say.Refused(err, view.Say("task.refused.conflict"))}}
		})
	default:
		return err
	}
}

// againForms are the forms that put a request again which was called back.
func againForms(c cases.View) []view.SmallForm {
	var out []view.SmallForm
	for _, step := range c.Recalled {
		out = append(out, view.SmallForm{
			Action: say.CasePath(c.Ref) + "/ask-again", Key: site.NewKey(), Title: say.StepText(step), Hint: view.Say("case.recalled"), Submit: view.Say("case.again"),
			Hidden: []view.Field{{Name: "step", Value: string(step)}},
		})
	}
	return out
}
