package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
)

// beginEnrolment begins to make another passkey for the user.
func (p *Pages) beginEnrolment(c echo.Context, _ identity.Caller) error {
	begun, err := p.SignIn.BeginEnrolment(c.Request().Context(), visitor(c))
	return answerCeremony(c, begun, err)
}
