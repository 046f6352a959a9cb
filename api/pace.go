package api

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pace"
	"example.org/homeward/internal/policy"
)

// Limits are how often somebody may ask. A zero rate sets no limit. What has to be counted
// beyond this process, as attempts to sign in, is counted by package identity.
type Limits struct {
	// Address is for everything that comes from one address, signed in or not.
	Address pace.Rate
	// Account is for what one account does, wherever it is signed in.
	Account pace.Rate
	// Door is for signing in and for proving afresh who one is, by address.
	Door pace.Rate
	// Search is for looking for people by name or number, by account: nobody reads a register by guessing.
	Search pace.Rate
}

// paces are the buckets of a server.
type paces struct{ address, account, door, search *pace.Limiter }

func newPaces(l Limits, now func() time.Time) paces {
	return paces{
		address: pace.New(l.Address, 0, now), account: pace.New(l.Account, 0, now),
		door: pace.New(l.Door, 0, now), search: pace.New(l.Search, 0, now),
	}
}

// paced counts every request by its address, before anything is read of it.
func (s *Server) paced(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if wait := s.paces.address.Take(addressOf(c)); wait > 0 {
			return pace.Refusal(wait)
		}
		return next(c)
	}
}

// pacedAccount counts what an account does.
func (s *Server) pacedAccount(account casework.AccountID, action policy.Action) error {
	wait := s.paces.account.Take(string(account))
	if action == policy.SearchCases && wait == 0 {
		wait = s.paces.search.Take(string(account))
	}
	if wait > 0 {
		return pace.Refusal(wait)
	}
	return nil
}

// pacedDoor counts what somebody does at the door.
func (s *Server) pacedDoor(c echo.Context) error {
	if wait := s.paces.door.Take(addressOf(c)); wait > 0 {
		return pace.Refusal(wait)
	}
	return nil
}

// addressOf is the key of a client's address.
func addressOf(c echo.Context) string { return pace.AddressKey(c.RealIP()) }

// clientAddress says where a request comes from: its connection, or, when that is one of our
// own proxies, what the proxy says of the one before it.
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

// errElsewhere is what is answered to a page of another site.
func errElsewhere() error { return fault.New(fault.Denied, "this was sent by a page of another site") }

// sameSite refuses what a page of another site has sent with somebody's browser. Requests of
// programs, which say nothing of a site, pass: they carry no cookie that was not theirs.
func sameSite(origin string, codec bool) (echo.MiddlewareFunc, error) {
	protection := http.NewCrossOriginProtection()
	if codec { // which looks itself where a request comes from
		protection.AddInsecureBypassPattern("POST " + codecPath)
	}
	if origin != "" {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trust own origin: %w", err)
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if protection.Check(c.Request()) != nil {
				return errElsewhere()
			}
			return next(c)
		}
	}, nil
}
