package web

import "github.com/labstack/echo/v4"

// beginPasskey begins to sign a user in with a passkey.
func (p *Pages) beginPasskey(c echo.Context) error {
	begun, err := p.SignIn.BeginPasskey(c.Request().Context(), visitor(c))
	return answerCeremony(c, begun, err)
}
