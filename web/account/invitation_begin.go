package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/web/site"
)

// beginInvitation begins to make the first passkey of a person who has a code.
func (p *pages) beginInvitation(c echo.Context) error {
	form, err := site.ReadForm(c, "token")
	if err != nil {
		return err
	}
	begun, err := p.SignIn.BeginAdmission(c.Request().Context(), form["token"], site.Visitor(c))
	return answerCeremony(c, begun, err)
}
