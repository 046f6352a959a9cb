package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// openPath is where a case is opened by hand.
const openPath = casesPath + "/open"

func mayOpen(actor policy.Actor) bool { return policy.EverAllowed(actor, policy.OpenCase) }

// showOpening shows the empty form that opens a case.
func (p *Pages) showOpening(c echo.Context, user identity.Caller) error {
	if !mayOpen(user.Actor) {
		return fault.New(fault.Denied, "the role opens no cases")
	}
	return p.render(c, http.StatusOK, p.openingPage(c, user, sentForm{}, nil))
}

// openingPage is the page with the form as it was typed.
func (p *Pages) openingPage(c echo.Context, user identity.Caller, f sentForm, wrong wrongs) view.Opening {
	page := view.Opening{Frame: p.frame(c, "", noticeLost), Action: openPath, Key: newKey()}
	page.Section, page.Path = "nav.cases", openPath
	page.OfCase, page.OfPerson = p.reader(c, user).openingQuestions(f, wrong)
	page.Problems = append(problemsOf(page.OfCase), problemsOf(page.OfPerson)...)
	page.Wrong = len(page.Problems) > 0
	return page
}

// openCase opens a case, after a search for the person. If the search finds cases, they are shown
// first, and the case is opened only with a reason.
func (p *Pages) openCase(c echo.Context, user identity.Caller) error {
	f, err := openForm(c)
	if err != nil {
		return err
	}
	if !mayOpen(user.Actor) {
		return fault.New(fault.Denied, "the role opens no cases")
	}
	if f.key() == "" { // it comes from the search, with what was typed there
		return p.render(c, http.StatusOK, p.openingPage(c, user, f, nil))
	}
	r := p.reader(c, user)
	in, wrong := r.readOpening(f)
	if len(wrong) > 0 {
		return p.render(c, http.StatusUnprocessableEntity, p.openingPage(c, user, f, wrong))
	}
	found, err := p.alike(c, user, in)
	if err != nil {
		return err
	}
	if reason := readText(f, fieldAllSame, wrong); len(found.Rows) > 0 && (reason == "" || len(wrong) > 0) {
		page := p.openingPage(c, user, f, nil)
		page.Rows, page.More, page.Count = r.peopleFound(found), found.More, view.Count("search.found", len(found.Rows))
		if f.Has(fieldAllSame) && reason == "" {
			wrong[fieldAllSame] = view.Say("open.wrong.reason")
		}
		page.Reason = &view.Question{ID: fieldAllSame, Name: fieldAllSame, Kind: view.AskArea, Label: view.Say("open.reason"), Hint: view.Say("open.reason_hint"), Readers: view.Say("task.readers.narrative"), Value: f.Get(fieldAllSame), Limit: textLimit, Wrong: wrong[fieldAllSame]}
		page.Problems = problemsOf([]view.Question{*page.Reason})
		page.Wrong = len(page.Problems) > 0
		return p.render(c, http.StatusConflict, page)
	} else if reason != "" {
		in.Words = strings.TrimSpace(in.Words + "\n\n" + reason)
	}
	receipt, err := p.Usecases.OpenCase(c.Request().Context(), f.key(), in)
	if err != nil {
		return p.renderUnopened(c, user, f, err)
	}
	if receipt.State == record.CommandSettled {
		return sentTo(c, casePath(receipt.Target.Ref), receipt)
	}
	page, banner := p.openingPage(c, user, sentForm{}, nil), p.bannerOf(c, receipt, user)
	page.OfCase, page.OfPerson, page.Banner = nil, nil, &banner // it is kept, and will be opened
	return p.render(c, http.StatusAccepted, page)
}

// alike searches for the person by what was typed, as far as the user may search.
func (p *Pages) alike(c echo.Context, user identity.Caller, in usecase.OpenCase) (usecase.PeopleFound, error) {
	query := record.PersonQuery{Name: in.Person.Name, Document: in.Person.DocumentNumber, Phone: in.Person.Phone}
	if query.Name == "" {
		query.Name = in.Person.NativeName
	}
	if !maySearch(user.Actor) || query == (record.PersonQuery{}) {
		return usecase.PeopleFound{}, nil
	}
	found, err := p.Usecases.SearchPeople(c.Request().Context(), query)
	if err != nil && !unreadable(err) {
		return usecase.PeopleFound{}, nil
	}
	return found, err
}

// renderUnopened shows the form again with all that was typed, and that no case was opened.
func (p *Pages) renderUnopened(c echo.Context, user identity.Caller, f sentForm, err error) error {
	banner, status := view.Banner{Kind: "alert", Title: view.Say("sent.refused")}, http.StatusConflict
	switch fault.CodeOf(err) {
	case fault.Denied:
		banner.Texts = []view.Text{view.Say("open.refused.host")}
	case fault.KeyReused:
		banner.Texts = []view.Text{view.Say("task.refused.sent_before")}
	case fault.Invalid, fault.Conflict:
		banner.Texts = []view.Text{view.Say("open.refused.rules")}
	default:
		return err
	}
	page := p.openingPage(c, user, f, nil)
	page.Wrong, page.Banner = true, &banner
	return p.render(c, status, page)
}
