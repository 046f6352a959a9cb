package acts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showCorrect shows the form in which her identity on record is corrected.
func (p *pages) showCorrect(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	s, page, err := p.correctPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	if wrong := (say.Wrongs{}); page.Form != nil && asked(c, typed) {
		if in := s.readCorrection(typed, wrong); len(wrong) == 0 {
			if page, err = p.correctOnce(c, s, page, typed, in); err != nil {
				return err
			}
		}
	}
	return p.show(c, status(page), page, kept)
}

// correctPage makes the page with the form as it was typed.
func (p *pages) correctPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "correct", policy.CorrectIdentity)
	if page.WhyNot != nil {
		return s, page, nil
	}
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Hint: view.Say("acts.correct.note"), Submit: view.Say("acts.next"), Questions: s.correctQuestions(f, wrong),
	}
	return s, page, nil
}

// correctIdentity proposes a correction. It first shows the answers that would lapse, and the old values beside the new
// ones.
func (p *pages) correctIdentity(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, page, err := p.correctPage(c, user, f, nil)
	if err != nil {
		return err
	}
	if page.Form == nil {
		return p.Render(c, http.StatusForbidden, page)
	}
	wrong := say.Wrongs{}
	in := s.readCorrection(f, wrong)
	if len(wrong) > 0 {
		return p.correctAgain(c, user, f, wrong)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	if f.Get(fieldConfirmed) == "yes" {
		receipt, err := p.Usecases.CorrectIdentity(c.Request().Context(), s.of.Ref, f.Key(), in)
		return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
	}
	once, err := p.correctOnce(c, s, page, f, in)
	switch fault.CodeOf(err) {
	case "":
		p.KeepAgain(c) // for the way back
		return p.show(c, http.StatusOK, once, site.Drafts{})
	case fault.Invalid: // nothing differs from what is on record
		wrong[fieldName] = view.Say("acts.correct.same")
		return p.correctAgain(c, user, f, wrong)
	default:
		return p.sent(c, s, f, act.Receipt{}, err, func() view.ActPage { return page })
	}
}

// correctAgain shows the form again with what has to be corrected in it.
func (p *pages) correctAgain(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) error {
	_, page, err := p.correctPage(c, user, f, wrong)
	if err != nil {
		return err
	}
	return p.correct(c, page)
}

// correctOnce asks a second time: the person, the old values beside the new ones, and what follows.
func (p *pages) correctOnce(c echo.Context, s shown, page view.ActPage, f site.SentForm, in cases.Correction) (view.ActPage, error) {
	preview, err := p.Usecases.PreviewCorrection(c.Request().Context(), s.of.Ref, in)
	if err != nil {
		return page, err
	}
	out := s.once(page, f)
	after := in.Person
	after.Birth.AsWritten = in.Birth.Date
	if in.Birth.AsWritten != "" {
		after.Birth.AsWritten = in.Birth.AsWritten
	}
	out.Changes, out.Entered = s.Changes(s.of.Person, after), nil
	if in.Reasons != "" {
		out.Entered = []view.Fact{{Name: view.Say("acts.reasons"), Plain: in.Reasons}}
	}
	out.Effects = s.correctEffects(preview)
	out.Form.Submit = view.Say("act.correct.do")
	return out, nil
}
