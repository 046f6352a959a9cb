package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// openInvitation shows what a code is for.
func (p *Pages) openInvitation(c echo.Context) error {
	form, err := readForm(c, "token")
	if err != nil {
		return err
	}
	a, err := p.SignIn.Look(c.Request().Context(), form["token"], visitor(c))
	if fault.CodeOf(err) == fault.NotFound {
		return p.render(c, http.StatusNotFound, view.Invitation{Frame: p.invitationFrame(c), Unknown: true})
	}
	if err != nil {
		return err
	}
	return p.render(c, http.StatusOK, view.Welcome{
		Frame: p.invitationFrame(c), Token: form["token"], DeskName: p.deskName(a.Desk), Labels: passkeyLabels(), Roles: codes(a.Roles),
		Again: a.Kind == identity.ToReturn, Recovery: a.Kind == identity.ToReturn && !a.Ready, Unconfirmed: a.Kind == identity.ToJoin && !a.Ready,
	})
}
