package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// beginProviderProof sends the user to their agency's identity provider, to sign in there again.
func (p *pages) beginProviderProof(c echo.Context, _ identity.Caller) error {
	if err := p.HTTP.CountSignIn(c); err != nil {
		return err
	}
	departure, err := p.SignIn.BeginOIDCStepUp(c.Request().Context(), c.QueryParam("to"), site.Visitor(c))
	return sendToProvider(c, departure, err)
}

// beginPasskeyProof begins a fresh proof with a passkey.
func (p *pages) beginPasskeyProof(c echo.Context, _ identity.Caller) error {
	if err := p.HTTP.CountSignIn(c); err != nil {
		return err
	}
	begun, err := p.SignIn.BeginPasskeyStepUp(c.Request().Context(), site.Visitor(c))
	return answerCeremony(c, begun, err)
}
