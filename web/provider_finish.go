package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
)

// finishProvider is where an identity provider sends the browser back to.
func (p *Pages) finishProvider(c echo.Context) error {
	browser := ""
	if cookies := c.Request().CookiesNamed(identity.StateCookie); len(cookies) == 1 {
		browser = cookies[0].Value
	}
	setCookie(c, identity.StateCookie, "", 0)
	entry, err := p.SignIn.FinishOIDC(c.Request().Context(), c.QueryParams(), browser, visitor(c))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, keepSession(c, entry))
}
