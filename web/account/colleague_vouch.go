package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// vouchForColleague makes a code for a colleague who has lost every passkey, and shows it once.
func (p *pages) vouchForColleague(c echo.Context, user identity.Caller) error {
	form, err := site.ReadForm(c, "account")
	if err != nil {
		return err
	}
	code, err := p.SignIn.Vouch(c.Request().Context(), user, casework.AccountID(form["account"]))
	if err != nil {
		return err
	}
	return p.renderDesk(c, user, code)
}
