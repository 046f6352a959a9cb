package httpserver

import "github.com/labstack/echo/v4"

// securityHeaders are on every answer: it is not for another site, not for a frame, not for a cache.
// A page replaces the content policy by its own.
func securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if r := c.Request(); len(r.TransferEncoding) > 0 || r.Header.Get("Upgrade") != "" {
			// A proxy may have read another length, or another protocol. Bytes that are left on this
			// connection are not taken for a request (RFC 9112, 6.1 and 11.2).
			h.Set("Connection", "close")
		}
		return next(c)
	}
}
