package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/web/site"
)

// beginPasskey begins to sign a user in with a passkey.
func (p *pages) beginPasskey(c echo.Context) error {
	begun, err := p.SignIn.BeginPasskey(c.Request().Context(), site.Visitor(c))
	return answerCeremony(c, begun, err)
}
