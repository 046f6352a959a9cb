package acts

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showReadmit shows the form that lets an officer see the case again.
func (p *pages) showReadmit(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	_, page, err := p.readmitPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// readmitPage makes the page of the exclusion that the address numbers.
func (p *pages) readmitPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "readmit", policy.ReadmitOfficer)
	page.Path, page.Back = s.path("readmit/"+c.Param("exclusion")), say.CasePath(s.of.Ref)+"/access"
	if page.WhyNot != nil {
		return s, page, nil
	}
	access, err := p.Usecases.ListAccess(c.Request().Context(), s.of.Ref)
	if err != nil {
		return s, page, err
	}
	for _, e := range access.Excluded {
		if strconv.Itoa(e.ID) != c.Param("exclusion") || !e.EndedAt.IsZero() {
			continue
		}
		if page.Prove = s.unproven(policy.ReadmitOfficer, page.Path); page.Prove != "" {
			return s, page, nil
		}
		page.Entered = []view.Fact{
			{Name: view.Say("me.desk"), Plain: s.DeskName(e.Of.Desk), Lang: "en"}, {Name: view.Say("acts.exclude.account"), Plain: string(e.Of.Account), Lang: "en", At: s.At(e.Since)},
		}
		page.Effects = []view.Effect{{Title: view.Say("acts.follows"), Lines: []view.Text{view.Say("acts.readmit.follows")}}}
		page.Form = &view.SmallForm{
			Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Submit: view.Say("act.readmit.do"), Danger: true, Questions: []view.Question{words(fieldReasons, "acts.reasons", f, wrong, false, s.ReadBy(casework.Entry{Code: casework.EntryReadmitted}))},
		}
		return s, page, nil
	}
	page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("acts.readmit.over")}
	return s, page, nil
}

// readmit ends an exclusion.
func (p *pages) readmit(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	reasons := say.ReadText(f, fieldReasons, wrong)
	if reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	s, page, err := p.readmitPage(c, user, f, wrong)
	switch {
	case err != nil:
		return err
	case page.Form == nil && page.Prove == "" && page.WhyNot.Why == view.NotYours:
		return p.Render(c, http.StatusForbidden, page)
	case page.Prove != "":
		return proofFirst()
	case len(wrong) > 0:
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	exclusion, _ := strconv.Atoi(c.Param("exclusion"))
	receipt, err := p.Usecases.ReadmitOfficer(c.Request().Context(), s.of.Ref, f.Key(), exclusion, reasons)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}
