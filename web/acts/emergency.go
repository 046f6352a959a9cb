package acts

import (
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const fieldCase = "case"

// reference is the form of the reference of a case.
var reference = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// showEmergency shows the form that opens a case for an hour. The case may be one that the user does not
// see, so the page is about no case and says nothing of one.
func (p *pages) showEmergency(c echo.Context, user identity.Caller) error {
	kept, f, err := p.kept(c, user)
	if err != nil {
		return err
	}
	if ref := c.QueryParam(fieldCase); reference.MatchString(ref) && !f.Has(fieldCase) {
		f.Set(fieldCase, ref)
	}
	page := p.emergencyPage(c, user, f, nil)
	return p.show(c, status(page), page, kept)
}

// emergencyPage makes the page with the form as it was typed.
func (p *pages) emergencyPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) view.ActPage {
	r := say.For(p.Site, c, user)
	page := view.ActPage{
		Frame: p.Frame(c, "", site.FormNotices()...), Title: view.Say("act.emergency"), Lead: view.Say("acts.emergency.lead"), Back: "/day", BackText: view.Say("acts.back_acts"),
	}
	page.Section, page.Path = "nav.cases", say.EmergencyPath
	if !policy.EverAllowed(user.Actor, policy.BreakTheGlass) {
		page.WhyNot = &view.Empty{Why: view.NotYours, Text: view.Say("acts.not_yours")}
		page.Lead = whoMay(policy.BreakTheGlass)
		return page
	}
	page.Effects = []view.Effect{{Title: view.Say("acts.follows"), Lines: []view.Text{
		view.Say("acts.emergency.follows_hour"), view.Say("acts.emergency.follows_told"), view.Say("acts.emergency.follows_her"), view.Say("acts.emergency.follows_harm"),
	}}}
	back := say.EmergencyPath
	if ref := f.Get(fieldCase); ref != "" {
		back += "?" + fieldCase + "=" + ref
	}
	if page.Prove = unproven(r, policy.BreakTheGlass, back); page.Prove != "" {
		return page
	}
	var purposes []view.Answer
	for _, purpose := range policy.Purposes() {
		purposes = append(purposes, view.Answer{Value: string(purpose), Text: view.Named("read_for", purpose)})
	}
	reasons := words(fieldReasons, "acts.reasons", f, wrong, false, view.Say("task.readers.audit"))
	page.Form = &view.SmallForm{
		Action: say.EmergencyPath, Key: site.NewKey(), Submit: view.Say("act.emergency.do"), Danger: true,
		Questions: []view.Question{
			{ID: fieldCase, Name: fieldCase, Label: view.Say("acts.emergency.ref"), Value: f.Get(fieldCase), Wrong: wrong[fieldCase], Limit: 64, Code: true},
			choice(fieldPurpose, "acts.give.purpose", f, wrong, purposes), reasons,
		},
	}
	return page
}

// breakGlass opens a case to the user for an hour. A case that does not exist is refused in the same words
// as one that the user may not open.
func (p *pages) breakGlass(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	page := p.emergencyPage(c, user, f, nil)
	if page.WhyNot != nil {
		return p.Render(c, http.StatusForbidden, page)
	}
	if page.Prove != "" {
		return proofFirst()
	}
	wrong := say.Wrongs{}
	reasons, ref := say.ReadText(f, fieldReasons, wrong), f.Text(fieldCase)
	purpose := chosen(page.Form.Questions[1], f, wrong)
	if reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	if !reference.MatchString(ref) {
		wrong[fieldCase] = view.Say("acts.emergency.wrong_ref")
	}
	if len(wrong) > 0 {
		return p.correct(c, p.emergencyPage(c, user, f, wrong))
	}
	receipt, err := p.Usecases.BreakGlass(c.Request().Context(), casework.Ref(ref), f.Key(), policy.Purpose(purpose), reasons)
	switch fault.CodeOf(err) {
	case fault.NotFound, fault.Denied:
		page.Wrong = true
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("acts.emergency.missing")}}
		return p.show(c, http.StatusConflict, page, site.Drafts{})
	default:
		return p.sent(c, shown{Reader: say.For(p.Site, c, user), of: cases.View{CaseSummary: record.CaseSummary{Ref: casework.Ref(ref)}}}, f, receipt, err, func() view.ActPage { return page })
	}
}
