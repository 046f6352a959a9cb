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

// previewWithdrawal shows what a withdrawal of the chosen consents would undo and what it cannot, and
// the form that withdraws them. It changes nothing.
func (p *pages) previewWithdrawal(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	return p.renderWithdrawal(c, user, consentsIn(f), "", http.StatusOK)
}

// withdrawConsents withdraws the consents that the preview showed.
func (p *pages) withdrawConsents(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref, consents, words := casework.Ref(c.Param("case")), consentsIn(f), f.Text("words")
	receipt, err := p.Usecases.WithdrawConsents(c.Request().Context(), ref, f.Key(), consents, words)
	switch code := fault.CodeOf(err); {
	case err == nil:
		return site.SentTo(c, say.CasePath(ref)+"/consents", receipt)
	case code == fault.Conflict || code == fault.Invalid:
		return p.renderWithdrawal(c, user, consents, words, http.StatusConflict)
	default:
		return err
	}
}

// consentsIn are the consents that a form names. A code that is not one of ours is left to the rules.
func consentsIn(f site.SentForm) []casework.Consent {
	var out []casework.Consent
	for _, code := range f.All("consent") {
		out = append(out, casework.Consent(code))
	}
	return out
}

func (p *pages) renderWithdrawal(c echo.Context, user identity.Caller, chosen []casework.Consent, words string, status int) error {
	shown, err := p.consentsPage(c, user, chosen)
	if err != nil {
		return err
	}
	page := shown.page
	if len(chosen) == 0 {
		page.Wrong, page.Problems = true, []view.Problem{{Text: view.Say("consents.choose"), To: "consents"}}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	ref := casework.Ref(c.Param("case"))
	preview, err := p.Usecases.PreviewWithdrawal(c.Request().Context(), ref, chosen)
	switch code := fault.CodeOf(err); {
	case code == fault.Conflict || code == fault.Invalid: // it is not in force any more
		page.Wrong, page.Problems = true, []view.Problem{{Text: say.Refused(err, view.Say("consents.cannot")), To: "consents"}}
		return p.Render(c, http.StatusConflict, page)
	case err != nil:
		return err
	}
	made := p.reader(c, user).withdrawal(preview, chosen)
	if page.MayWithdraw {
		made.Form = p.reader(c, user).withdrawalForm(ref, chosen, words)
		made.Form.Draft = shown.drafts.View(made.Form.Action, "form-withdraw", 0)
		page.Typing = &made.Form.Draft
	}
	page.Preview = &made
	return p.Render(c, status, page)
}

func withdrawPath(ref casework.Ref) string { return say.CasePath(ref) + "/consents/withdraw" }

func (r reader) withdrawalForm(ref casework.Ref, chosen []casework.Consent, words string) view.SmallForm {
	out := view.SmallForm{
		ID: "withdraw", Action: withdrawPath(ref), Key: site.NewKey(), Submit: view.Say("consents.withdraw"), Danger: true,
		Questions: []view.Question{{
			ID: "withdraw-words", Name: "words", Kind: view.AskArea, Label: view.Say("consents.words"), Readers: r.ReadBy(casework.Entry{Code: casework.EntryWithdrawn}),
			Value: words, Limit: site.TextLimit, Optional: true,
		}},
	}
	for _, consent := range chosen {
		out.Hidden = append(out.Hidden, view.Field{Name: "consent", Value: string(consent)})
	}
	return out
}

// withdrawal says what a withdrawal would do.
func (r reader) withdrawal(w cases.Withdrawal, chosen []casework.Consent) view.Withdrawal {
	out := view.Withdrawal{More: w.Withheld}
	for _, consent := range chosen {
		out.Consents = append(out.Consents, view.ConsentLine{Code: string(consent), Text: view.Named("consent", consent)})
	}
	out.Recalls, out.Asks = r.StepsAt(w.Recalls), r.StepsAt(w.Asks)
	for _, g := range w.Ends {
		out.Ends = append(out.Ends, view.Say("consents.access_ends", r.AgencyName(g.Agency)))
	}
	for _, u := range w.Undoes {
		what := view.Named("undo", u.Kind)
		switch {
		case u.Method == casework.CannotUndo:
			out.Cannot = append(out.Cannot, view.Say("consents.cannot_undo", what, leftover(u)))
		case u.Leftover != "":
			out.Undoes = append(out.Undoes, view.Say("consents.undoes_but", what, view.Named("undo_method", u.Method), leftover(u)))
		default:
			out.Undoes = append(out.Undoes, view.Say("consents.undoes", what, view.Named("undo_method", u.Method)))
		}
	}
	return out
}

func leftover(u casework.PreviewUndo) view.Text {
	if u.Leftover == "" {
		return view.Named("undo_method", u.Method)
	}
	return view.Named("leftover", u.Leftover)
}
