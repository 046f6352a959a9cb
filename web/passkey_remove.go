package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// removePasskey removes one of the user's passkeys.
func (p *Pages) removePasskey(c echo.Context, user identity.Caller) error {
	form, err := readForm(c, "passkey")
	if err != nil {
		return err
	}
	if form["passkey"] == "" {
		return fault.New(fault.Invalid, "the form names no passkey")
	}
	if err := p.SignIn.RemovePasskey(c.Request().Context(), user, form["passkey"]); err != nil {
		return err
	}
	return done(c, "/account/passkeys", "passkeys.removed")
}
