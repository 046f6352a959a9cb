package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/web/site"
)

// finishHandover answers the command line with a session of its own, in exchange for its code.
func (p *pages) finishHandover(c echo.Context) error {
	form, err := site.ReadForm(c, "code", "code_verifier", "redirect_uri")
	if err != nil {
		return err
	}
	entry, err := p.SignIn.FinishHandover(c.Request().Context(), form["code"], form["code_verifier"], form["redirect_uri"], site.Visitor(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"token": entry.Token})
}
