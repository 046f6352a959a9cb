package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

// disableColleague disables the account of a colleague.
func (p *Pages) disableColleague(c echo.Context, user identity.Caller) error {
	form, err := readForm(c, "account")
	if err != nil {
		return err
	}
	if err := p.SignIn.Disable(c.Request().Context(), user, casework.AccountID(form["account"])); err != nil {
		return err
	}
	return done(c, "/account/desk", "people.disabled")
}
