package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// beginEnrolment begins to make another passkey for the user.
func (p *pages) beginEnrolment(c echo.Context, _ identity.Caller) error {
	begun, err := p.SignIn.BeginEnrolment(c.Request().Context(), site.Visitor(c))
	return answerCeremony(c, begun, err)
}
