package account

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// stateLifetime is how long a browser keeps the cookie that binds it to a sign-in at a provider.
const stateLifetime = 10 * time.Minute

// beginProvider sends the browser to the identity provider of an agency.
func (p *pages) beginProvider(c echo.Context) error {
	departure, err := p.SignIn.BeginOIDC(c.Request().Context(), c.Param("provider"), c.QueryParam("to"), site.Visitor(c))
	return sendToProvider(c, departure, err)
}

func sendToProvider(c echo.Context, d identity.ProviderRedirect, err error) error {
	if err != nil {
		return err
	}
	site.SetCookie(c, identity.StateCookie, d.Browser, stateLifetime)
	return c.Redirect(http.StatusSeeOther, d.URL)
}
