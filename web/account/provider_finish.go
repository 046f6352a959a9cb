package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// finishProvider is where an identity provider sends the browser back to.
func (p *pages) finishProvider(c echo.Context) error {
	browser := ""
	if cookies := c.Request().CookiesNamed(identity.StateCookie); len(cookies) == 1 {
		browser = cookies[0].Value
	}
	site.SetCookie(c, identity.StateCookie, "", 0)
	entry, err := p.SignIn.FinishOIDC(c.Request().Context(), c.QueryParams(), browser, site.Visitor(c))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, site.KeepSession(c, entry))
}
