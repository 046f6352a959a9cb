package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

// switchRole lets the user act in another of their roles, under a new session token.
func (p *Pages) switchRole(c echo.Context, _ identity.Caller) error {
	form, err := readForm(c, "role")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.SwitchRole(c.Request().Context(), visitor(c), casework.Role(form["role"]))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, keepSession(c, entry))
}
