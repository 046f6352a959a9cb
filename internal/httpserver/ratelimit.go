package httpserver

import (
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/ratelimit"
)

// Limits are how often requests may be sent to this process. A zero rate sets no limit. Attempts to
// sign in are also counted in the database, by package identity.
type Limits struct {
	// Address is for all requests from one address, signed in or not.
	Address ratelimit.Rate
	// Account is for all requests of one account, in all its sessions.
	Account ratelimit.Rate
	// SignIn is for signing in and for fresh proofs, by address.
	SignIn ratelimit.Rate
	// Search is for searches by name or number, by account, so that the register cannot be read by guessing.
	Search ratelimit.Rate
}

type limiters struct{ address, account, signIn, search *ratelimit.Limiter }

func newLimiters(l Limits, now func() time.Time) limiters {
	return limiters{
		address: ratelimit.New(l.Address, 0, now), account: ratelimit.New(l.Account, 0, now),
		signIn: ratelimit.New(l.SignIn, 0, now), search: ratelimit.New(l.Search, 0, now),
	}
}

// limitAddress counts every request by its address, before anything of it is read.
func (s *Server) limitAddress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := tooMany(s.limiters.address.Take(ratelimit.AddressKey(c.RealIP()))); err != nil {
			return err
		}
		return next(c)
	}
}

// CountAccount counts a request of an account. The error is a fault of code TooMany.
func (s *Server) CountAccount(account casework.AccountID, action policy.Action) error {
	wait := s.limiters.account.Take(string(account))
	if action == policy.SearchCases && wait == 0 {
		wait = s.limiters.search.Take(string(account))
	}
	return tooMany(wait)
}

// CountSignIn counts a step of signing in by its address. The error is a fault of code TooMany.
func (s *Server) CountSignIn(c echo.Context) error {
	return tooMany(s.limiters.signIn.Take(ratelimit.AddressKey(c.RealIP())))
}

// tooMany returns a fault of code TooMany if a client must wait, or nil.
func tooMany(wait time.Duration) error {
	if wait > 0 {
		return ratelimit.Refusal(wait)
	}
	return nil
}
