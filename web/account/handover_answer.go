package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// answerHandover sends the browser to the command line, with a code if the user allowed it and with
// the error access_denied otherwise.
func (p *pages) answerHandover(c echo.Context, _ identity.Caller) error {
	form, err := site.ReadForm(c, append(handoverFields(), "answer")...)
	if err != nil {
		return err
	}
	h, err := readHandover(form)
	if err != nil {
		return err
	}
	answer := url.Values{"state": {form["state"]}, "error": {"access_denied"}}
	if form["answer"] == "allow" {
		code, err := p.SignIn.ApproveHandover(c.Request().Context(), site.Visitor(c), h)
		if err != nil {
			return err
		}
		answer.Del("error")
		answer.Set("code", code)
	}
	return c.Redirect(http.StatusSeeOther, h.Redirect+"?"+answer.Encode())
}
