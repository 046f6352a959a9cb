package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// switchRole lets the user act in another of their roles, under a new session token.
func (p *pages) switchRole(c echo.Context, _ identity.Caller) error {
	form, err := site.ReadForm(c, "role")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.SwitchRole(c.Request().Context(), site.Visitor(c), casework.Role(form["role"]))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, site.KeepSession(c, entry))
}
