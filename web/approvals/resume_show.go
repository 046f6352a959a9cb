package approvals

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showResume shows what resuming an operation would do, and the forms that agree or refuse.
func (p *pages) showResume(c echo.Context, user identity.Caller) error {
	page, waits, err := p.resumePage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// resumePage makes the page of an operation that is proposed to go on. waits reports whether it waits for the
// user.
func (p *pages) resumePage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	r, ref := p.reader(c, user), casework.Ref(c.Param("operation"))
	found, err := p.Usecases.PreviewResume(c.Request().Context(), ref)
	if err != nil {
		return page, false, err
	}
	page = p.waitingPage(c, "resume", say.ResumePath(ref))
	if found.Proposal == nil || found.Mine || !policy.EverAllowed(user.Actor, policy.AgreeResume) {
		return page, false, nil
	}
	page.Lead, page.Entered, page.Effects = view.Say("approval.resume.lead"), r.resumeFacts(found), resumeEffects(found)
	offer(&page, "resume", false, found.Digest, found.Changed)
	return page, true, nil
}

// resumeFacts say which operation it is, why it stands still, who proposed that it goes on, and when the proposal
// ends.
func (r reader) resumeFacts(found rescues.Resuming) []view.Fact {
	by := found.Proposal
	out := r.proposed(view.Say("approval.resume.about"), found.Operation.Ref, by.By, by.At, by.Until)
	if pause := found.Operation.Pause; pause != nil {
		why := view.Fact{Name: view.Say("approval.resume.paused"), Value: view.Say("approval.resume.since", view.Named("cause", pause.Cause), r.At(pause.Since))}
		out = slices.Insert(out, 1, why)
	}
	return out
}

// resumeEffects say how many cases go on.
func resumeEffects(found rescues.Resuming) []view.Effect {
	if found.Operation.Withheld {
		return nil
	}
	return []view.Effect{{Title: view.Say("approval.resume.goes_on"), Lines: []view.Text{view.Count("approval.people", found.Operation.Open)}}}
}

// answerResume agrees that an operation goes on, by the digest that the user has seen, or refuses.
func (p *pages) answerResume(c echo.Context, user identity.Caller) error {
	ref := casework.Ref(c.Param("operation"))
	return p.answerWaiting(c, func() (view.ActPage, bool, error) { return p.resumePage(c, user) }, func(f site.SentForm) (act.Receipt, error) {
		if f.Get(answerField) == approve {
			return p.Usecases.AgreeResume(c.Request().Context(), ref, f.Key(), f.Get(fieldPreview))
		}
		return p.Usecases.RefuseResume(c.Request().Context(), ref, f.Key())
	})
}
