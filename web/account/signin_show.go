package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/web/view"
)

// showSignIn shows the page to sign in on.
func (p *pages) showSignIn(c echo.Context) error {
	to := c.QueryParam("to")
	page := view.SignIn{Frame: p.Frame(c, "", "signin.ended", "signin.needed", "draft.signin", "draft.signin_lost"), Passkeys: true, To: to}
	for _, provider := range p.SignIn.Providers() {
		page.Providers = append(page.Providers, view.Provider{
			Name: provider.Name, Path: "/signin/" + url.PathEscape(provider.ID) + "?" + url.Values{"to": {to}}.Encode(),
		})
	}
	return p.Render(c, http.StatusOK, page)
}
