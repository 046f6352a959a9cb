package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/site"
)

// logoutByProvider ends sessions because an agency's identity provider signed their user out (OpenID
// Connect Back-Channel Logout 1.0, 2.5). One server calls another: the token alone proves who calls,
// and no cookie is read. Only the limit of the address holds, because at the end of a shift a
// provider may call for a whole office at once.
func (p *pages) logoutByProvider(c echo.Context) error {
	form, err := site.ReadForm(c, "logout_token")
	if err == nil {
		err = p.SignIn.EndByProvider(c.Request().Context(), c.Param("provider"), form["logout_token"], site.Visitor(c))
	}
	switch fault.CodeOf(err) {
	case "":
		return c.NoContent(http.StatusOK)
	case fault.Malformed, fault.Invalid:
		request.From(c.Request().Context()).Code = fault.Malformed
		return c.JSON(http.StatusBadRequest, map[string]string{"error": "invalid_request"})
	default:
		return err
	}
}
