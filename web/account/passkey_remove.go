package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// removePasskey removes one of the user's passkeys.
func (p *pages) removePasskey(c echo.Context, user identity.Caller) error {
	form, err := site.ReadForm(c, "passkey")
	if err != nil {
		return err
	}
	if form["passkey"] == "" {
		return fault.New(fault.Invalid, "the form names no passkey")
	}
	if err := p.SignIn.RemovePasskey(c.Request().Context(), user, form["passkey"]); err != nil {
		return err
	}
	return site.Done(c, "/account/passkeys", "passkeys.removed")
}
