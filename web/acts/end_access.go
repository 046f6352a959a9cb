package acts

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showEnd shows an access of an agency, and the form that ends it.
func (p *pages) showEnd(c echo.Context, user identity.Caller) error {
	_, page, _, err := p.endPage(c, user)
	if err != nil {
		return err
	}
	return p.Render(c, status(page), page)
}

// endPage makes the page of the access that the address numbers.
func (p *pages) endPage(c echo.Context, user identity.Caller) (shown, view.ActPage, int, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, 0, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "end_access", policy.EndAccess)
	page.Path, page.Back = s.path("end_access/"+c.Param("grant")), say.CasePath(s.of.Ref)+"/access"
	if page.WhyNot != nil {
		return s, page, 0, nil
	}
	access, err := p.Usecases.ListAccess(c.Request().Context(), s.of.Ref)
	if err != nil {
		return s, page, 0, err
	}
	for _, g := range access.Grants {
		if strconv.Itoa(g.ID) == c.Param("grant") && g.Active {
			page.Entered = s.grantFacts(g)
			page.Effects = []view.Effect{{Title: view.Say("acts.follows"), Lines: []view.Text{view.Say("act.end_access.hint"), view.Say("acts.give.never_after")}}}
			page.Lead = view.Text{}
			page.Form = &view.SmallForm{Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Submit: view.Say("act.end_access.do"), Danger: true}
			return s, page, g.ID, nil
		}
	}
	page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("acts.end.over")}
	return s, page, 0, nil
}

// grantFacts are the terms of an access.
func (s shown) grantFacts(g access.Grant) []view.Fact {
	var classes []view.Text
	for _, class := range g.Classes {
		classes = append(classes, view.Named("field", class))
	}
	return []view.Fact{
		{Name: view.Say("acts.give.desk"), Plain: s.AgencyName(g.Agency), Lang: "en"},
		{Name: view.Say("acts.give.classes"), Value: view.Say("case.list", classes)},
		{Name: view.Say("acts.give.consent"), Value: view.Named("consent", g.Consent)},
		{Name: view.Say("acts.give.until"), At: s.At(g.Until)},
	}
}

// end ends an access.
func (p *pages) end(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, page, grant, err := p.endPage(c, user)
	if err != nil {
		return err
	}
	if page.WhyNot != nil && grant == 0 && page.WhyNot.Why == view.NotYours {
		return p.Render(c, status(page), page)
	}
	if grant == 0 { // it has ended: the use-case says so, or a repeated form gets its first answer
		grant, _ = strconv.Atoi(c.Param("grant"))
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.EndAccess(c.Request().Context(), s.of.Ref, f.Key(), grant)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}
