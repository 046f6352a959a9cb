package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showProof shows the page to prove again who one is: with a passkey, or at the user's agency.
func (p *pages) showProof(c echo.Context, user identity.Caller) error {
	keys, err := p.SignIn.Passkeys(c.Request().Context(), user)
	if err != nil {
		return err
	}
	me, err := p.SignIn.Me(c.Request().Context(), user)
	if err != nil {
		return err
	}
	page := view.Prove{Frame: p.Frame(c, ""), Passkeys: len(keys) > 0, To: site.LocalPath(c.QueryParam("to"))}
	for _, provider := range p.SignIn.Providers() {
		if provider.ID == me.Session.Provider {
			page.Provider = view.Provider{Name: provider.Name, Path: "/account/prove/agency?" + url.Values{"to": {page.To}}.Encode()}
		}
	}
	return p.Render(c, http.StatusOK, page)
}
