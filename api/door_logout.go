package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/request"
)

// endByProvider hears from an agency's provider that somebody is signed out there (OpenID
// Connect Back-Channel Logout 1.0, 2.5). It is a word between two servers: who sends it proves
// itself by the token alone, and no cookie is looked at. It is counted with everything that
// comes from its address and not at the door's slower pace: at the end of a shift a provider
// may speak of a whole office at once. That nobody keeps the answer, every answer says.
func (s *Server) endByProvider(c echo.Context) error {
	said, err := form(c, "logout_token")
	if err == nil {
		err = s.Door.EndByProvider(c.Request().Context(), c.Param("provider"), said["logout_token"], visitor(c))
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
