package web

import "github.com/labstack/echo/v4"

// finishPasskey signs a user in with a passkey.
func (p *Pages) finishPasskey(c echo.Context) error {
	id, response, form, err := readCeremony(c, "to")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishPasskey(c.Request().Context(), id, response, visitor(c))
	if err != nil {
		return err
	}
	entry.To = localPath(form["to"])
	return answerTo(c, keepSession(c, entry))
}
