package web

import "github.com/labstack/echo/v4"

// beginInvitation begins to make the first passkey of a person who has a code.
func (p *Pages) beginInvitation(c echo.Context) error {
	form, err := readForm(c, "token")
	if err != nil {
		return err
	}
	begun, err := p.SignIn.BeginAdmission(c.Request().Context(), form["token"], visitor(c))
	return answerCeremony(c, begun, err)
}
