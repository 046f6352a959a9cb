package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// listPasskeys lists the user's passkeys.
func (p *pages) listPasskeys(c echo.Context, user identity.Caller) error {
	keys, err := p.SignIn.Passkeys(c.Request().Context(), user)
	if err != nil {
		return err
	}
	zone := p.ZoneOf(user)
	page := view.Passkeys{
		Frame: p.Frame(c, "passkeys", "passkeys.is_added", "passkeys.removed"), ByAgency: user.Method == identity.ByProvider,
		Labels: passkeyLabels(), Zone: zone.String(),
	}
	for _, k := range keys {
		page.Passkeys = append(page.Passkeys, view.Passkey{
			ID: k.ID, Label: "label." + string(k.Label), Added: view.Moment{At: k.Added, Zone: zone}, Used: view.Moment{At: k.Used, Zone: zone},
		})
	}
	return p.Render(c, http.StatusOK, page)
}
