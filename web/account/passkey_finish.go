package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/web/site"
)

// finishPasskey signs a user in with a passkey.
func (p *pages) finishPasskey(c echo.Context) error {
	id, response, form, err := readCeremony(c, "to")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishPasskey(c.Request().Context(), id, response, site.Visitor(c))
	if err != nil {
		return err
	}
	entry.To = site.LocalPath(form["to"])
	return answerTo(c, site.KeepSession(c, entry))
}
