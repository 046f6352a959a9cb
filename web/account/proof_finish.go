package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// finishPasskeyProof takes a fresh proof with a passkey. A proof at an agency ends in finishProvider.
func (p *pages) finishPasskeyProof(c echo.Context, _ identity.Caller) error {
	id, response, form, err := readCeremony(c, "to")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishPasskeyStepUp(c.Request().Context(), id, response, site.Visitor(c))
	if err != nil {
		return err
	}
	entry.To = site.LocalPath(form["to"])
	return answerTo(c, site.KeepSession(c, entry))
}
