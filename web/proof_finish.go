package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
)

// finishPasskeyProof takes a fresh proof with a passkey. A proof at an agency ends in finishProvider.
func (p *Pages) finishPasskeyProof(c echo.Context, _ identity.Caller) error {
	id, response, form, err := readCeremony(c, "to")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishPasskeyStepUp(c.Request().Context(), id, response, visitor(c))
	if err != nil {
		return err
	}
	entry.To = localPath(form["to"])
	return answerTo(c, keepSession(c, entry))
}
