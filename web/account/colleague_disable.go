package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// disableColleague disables the account of a colleague.
func (p *pages) disableColleague(c echo.Context, user identity.Caller) error {
	form, err := site.ReadForm(c, "account")
	if err != nil {
		return err
	}
	if err := p.SignIn.Disable(c.Request().Context(), user, casework.AccountID(form["account"])); err != nil {
		return err
	}
	return site.Done(c, "/account/desk", "people.disabled")
}
