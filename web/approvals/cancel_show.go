package approvals

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showCancel shows what cancelling a movement would undo, and the forms that agree or refuse.
func (p *pages) showCancel(c echo.Context, user identity.Caller) error {
	page, waits, err := p.cancelPage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// cancelPage makes the page of a movement that is proposed to be cancelled. waits reports whether it waits
// for the user.
func (p *pages) cancelPage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	r, ref := p.reader(c, user), casework.Ref(c.Param("movement"))
	found, err := p.Usecases.PreviewCancel(c.Request().Context(), ref)
	if err != nil {
		return page, false, err
	}
	page = p.waitingPage(c, "cancel", say.ApprovalsPath+"/movements/"+string(ref))
	if found.Proposal == nil || found.Mine || !policy.EverAllowed(user.Actor, policy.AgreeCancel) {
		return page, false, nil
	}
	by := found.Proposal
	page.Lead, page.Effects = view.Say("approval.cancel.lead"), cancelEffects(found)
	page.Entered = r.proposed(view.Say("approval.cancel.about"), ref, by.By, by.At, by.Until)
	offer(&page, "cancel", true, found.Digest, found.Changed)
	return page, true, nil
}

// cancelEffects say how many people lose a seat, a ticket, a place on the manifest or on standby.
func cancelEffects(c movements.Cancelling) []view.Effect {
	if c.Withheld {
		return nil
	}
	undoes := view.Effect{Title: view.Say("approval.cancel.undoes")}
	for _, one := range []struct {
		key string
		n   int
	}{
		{"approval.cancel.seats", c.Undoes.Seats},
		{"approval.cancel.tickets", c.Undoes.Tickets},
		{"approval.cancel.listed", c.Undoes.Listed},
		{"approval.cancel.standby", c.Undoes.Standbys},
	} {
		undoes.Lines = append(undoes.Lines, view.Say("panel.vote", view.Say(one.key), one.n))
	}
	return []view.Effect{undoes}
}

// answerCancel agrees to cancel a movement, by the digest that the user has seen, or refuses.
func (p *pages) answerCancel(c echo.Context, user identity.Caller) error {
	ref := casework.Ref(c.Param("movement"))
	return p.answerWaiting(c, func() (view.ActPage, bool, error) { return p.cancelPage(c, user) }, func(f site.SentForm) (act.Receipt, error) {
		if f.Get(answerField) == approve {
			return p.Usecases.AgreeCancel(c.Request().Context(), ref, f.Key(), f.Get(fieldPreview))
		}
		return p.Usecases.RefuseCancel(c.Request().Context(), ref, f.Key())
	})
}
