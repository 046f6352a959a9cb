package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

// vouchForColleague makes a code for a colleague who has lost every passkey, and shows it once.
func (p *Pages) vouchForColleague(c echo.Context, user identity.Caller) error {
	form, err := readForm(c, "account")
	if err != nil {
		return err
	}
	code, err := p.SignIn.Vouch(c.Request().Context(), user, casework.AccountID(form["account"]))
	if err != nil {
		return err
	}
	return p.renderDesk(c, user, code)
}
