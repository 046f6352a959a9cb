package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// finishEnrolment adds a passkey to the user's account.
func (p *pages) finishEnrolment(c echo.Context, _ identity.Caller) error {
	id, response, form, err := readCeremony(c, "label")
	if err != nil {
		return err
	}
	if _, err := p.SignIn.FinishEnrolment(c.Request().Context(), id, identity.Label(form["label"]), response, site.Visitor(c)); err != nil {
		return err
	}
	return answerTo(c, "/account/passkeys?done=passkeys.is_added")
}
