package acts

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const fieldBasis = "basis"

// showErase shows what an erasure would destroy, for the reason in the address, and the form that asks
// for it.
func (p *pages) showErase(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	basis := c.QueryParam(fieldBasis)
	if basis == "" && c.QueryParam(queryChange) == "" {
		basis = typed.Get(fieldBasis)
	}
	_, page, err := p.erasePage(c, user, erasure.Basis(basis), typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// erasePage makes the page for a reason, with the form as it was typed; without one it asks for the reason first.
func (p *pages) erasePage(c echo.Context, user identity.Caller, basis erasure.Basis, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "erase", policy.RequestErasure)
	if page.WhyNot != nil {
		return s, page, nil
	}
	if !slices.Contains(erasure.Bases(), basis) {
		page.Lead = view.Say("acts.erase.basis")
		for _, one := range erasure.Bases() {
			page.Links = append(page.Links, view.ActLine{Text: view.Named("erasure_basis", one), Path: page.Path + "?" + fieldBasis + "=" + string(one)})
		}
		return s, page, nil
	}
	preview, err := p.Usecases.PreviewErasure(c.Request().Context(), s.of.Ref, basis)
	if err != nil {
		return s, page, err
	}
	page.Lead, page.Details = view.Named("erasure_basis", basis), s.person()
	page.Effects = s.ErasureEffects(preview)
	page.Back, page.BackText = changePath(page.Path), view.Say("acts.change")
	switch {
	case preview.Erased:
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("acts.erase.already")}
	case !preview.Gate.Open:
		page.WhyNot = &view.Empty{Why: view.NothingYet, Text: view.Say("acts.erase.closed")}
		page.Blocks = []view.Block{s.Block(preview.Gate)}
	default:
		page.Effects[0].Lines = append([]view.Text{view.Say("acts.erase.second")}, page.Effects[0].Lines...)
		page.Form = &view.SmallForm{
			Action: page.Path, Key: site.NewKey(), Submit: view.Say("act.erase.do"), Danger: true, Hidden: append(s.seen(), view.Field{Name: fieldBasis, Value: string(basis)}),
		}
		if basis.NeedsReasons() {
			why := words(fieldReasons, "acts.erase.reasons", f, wrong, false, view.Say("approval.erasure.readers"))
			page.Form.Questions = []view.Question{why}
		}
	}
	return s, page, nil
}

// erase asks that the data of a person be destroyed.
func (p *pages) erase(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	basis, wrong := erasure.Basis(f.Get(fieldBasis)), say.Wrongs{}
	reasons := say.ReadText(f, fieldReasons, wrong)
	if basis.NeedsReasons() && reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	s, page, err := p.erasePage(c, user, basis, f, wrong)
	if err != nil {
		return err
	}
	if page.Form == nil && page.WhyNot == nil {
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	if len(wrong) > 0 && page.Form != nil {
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.RequestErasure(c.Request().Context(), s.of.Ref, f.Key(), basis, reasons)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}
