package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// showHome sends a browser to My day, or to the sign-in page if no user is signed in.
func (p *Pages) showHome(c echo.Context) error {
	if _, err := p.SignIn.Authenticate(c.Request()); err == nil {
		return c.Redirect(http.StatusSeeOther, "/day")
	}
	return c.Redirect(http.StatusSeeOther, "/signin")
}
