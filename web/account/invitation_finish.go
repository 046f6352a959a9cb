package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// finishInvitation lets in a person who has a code, and answers with their new recovery code, which
// is shown this once.
func (p *pages) finishInvitation(c echo.Context) error {
	id, response, form, err := readCeremony(c, "token", "recovery", "label")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishAdmission(c.Request().Context(), form["token"], id, form["recovery"], identity.Label(form["label"]), response, site.Visitor(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"to": site.KeepSession(c, entry), "recovery": entry.Recovery})
}
