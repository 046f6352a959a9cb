package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
)

// finishEnrolment adds a passkey to the user's account.
func (p *Pages) finishEnrolment(c echo.Context, _ identity.Caller) error {
	id, response, form, err := readCeremony(c, "label")
	if err != nil {
		return err
	}
	if _, err := p.SignIn.FinishEnrolment(c.Request().Context(), id, identity.Label(form["label"]), response, visitor(c)); err != nil {
		return err
	}
	return answerTo(c, "/account/passkeys?done=passkeys.is_added")
}
