package account

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// ceremony is a WebAuthn ceremony that has begun, as passkey.js reads it.
type ceremony struct {
	Ceremony  string          `json:"ceremony"`
	Make      bool            `json:"make"`
	PublicKey json.RawMessage `json:"publicKey"`
}

// answerCeremony answers passkey.js with a ceremony that has begun.
func answerCeremony(c echo.Context, begun identity.Ceremony, err error) error {
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, ceremony{begun.ID, begun.Make, begun.Options})
}

// answerTo tells passkey.js which path to go to.
func answerTo(c echo.Context, to string) error {
	return c.JSON(http.StatusOK, map[string]string{"to": to})
}

// readCeremony reads the browser's response to a ceremony, and the named fields of the form.
func readCeremony(c echo.Context, names ...string) (id string, response []byte, form map[string]string, err error) {
	form, err = site.ReadForm(c, append(names, "ceremony", "credential")...)
	return form["ceremony"], []byte(form["credential"]), form, err
}

// passkeyLabels are the names that a passkey can have.
func passkeyLabels() []string { return site.Codes(identity.Labels()) }
