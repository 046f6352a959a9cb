package httpserver

import (
	"net"
	"net/netip"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
)

// clientAddress finds the address of a client: that of the connection or, if it comes from one of
// the operator's own proxies, the one that the proxy names.
func clientAddress(proxies []netip.Prefix) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// ErrOtherSite refuses a request that a page of another site sent with the user's browser.
var ErrOtherSite error = fault.New(fault.Denied, "this was sent by a page of another site")

// sameSite refuses requests that a page of another site sent. Requests of programs name no site and
// pass: they carry no cookie of a browser.
func (s *Server) sameSite(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.sites.Check(c.Request()) != nil {
			return ErrOtherSite
		}
		return next(c)
	}
}

// AllowOtherSites turns the check off for a route that checks the origin itself. The pattern is one
// of net/http, as "POST /path".
func (s *Server) AllowOtherSites(pattern string) { s.sites.AddInsecureBypassPattern(pattern) }
