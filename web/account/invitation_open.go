package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// openInvitation shows what a code is for.
func (p *pages) openInvitation(c echo.Context) error {
	form, err := site.ReadForm(c, "token")
	if err != nil {
		return err
	}
	a, err := p.SignIn.Look(c.Request().Context(), form["token"], site.Visitor(c))
	if fault.CodeOf(err) == fault.NotFound {
		return p.Render(c, http.StatusNotFound, view.Invitation{Frame: p.invitationFrame(c), Unknown: true})
	}
	if err != nil {
		return err
	}
	return p.Render(c, http.StatusOK, view.Welcome{
		Frame: p.invitationFrame(c), Token: form["token"], DeskName: p.DeskName(a.Desk), Labels: passkeyLabels(), Roles: site.Codes(a.Roles),
		Again: a.Kind == identity.ToReturn, Recovery: a.Kind == identity.ToReturn && !a.Ready, Unconfirmed: a.Kind == identity.ToJoin && !a.Ready,
	})
}
