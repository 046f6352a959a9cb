package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// mustAsk turns an answer into an error if nothing asked policy about it.
func mustAsk(next wire.StrictHandlerFunc, _ string) wire.StrictHandlerFunc {
	return func(c echo.Context, in any) (any, error) {
		response, err := next(c, in)
		if err != nil {
			return nil, err
		}
		if r := request.From(c.Request().Context()); r.Action != policy.Public && !r.Authorized() {
			return nil, request.ErrNotAuthorized
		}
		return response, nil
	}
}

// limitBody stops a body that is longer than it may be.
func limitBody(w http.ResponseWriter, r *http.Request, limit int64) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
}
