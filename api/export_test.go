package api

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/wire"
)

// MustAsk is the last guard before an answer.
func MustAsk(c echo.Context, next wire.StrictHandlerFunc) (any, error) {
	return mustAsk(next, "")(c, nil)
}
