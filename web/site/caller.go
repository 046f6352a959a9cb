package site

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
)

// ofAccount is the action under which requests for pages of the own account are counted.
const ofAccount policy.Action = "account.page"

// SignedIn wraps the handler of a page that needs a signed-in user. A browser without a session is
// sent to sign in (see showError); what it has sent is kept, if the session names its account still.
func (p *Site) SignedIn(serve func(c echo.Context, user identity.Caller) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		if to := foldPath(c); to != "" {
			return c.Redirect(http.StatusSeeOther, to)
		}
		caller, err := p.SignIn.Authenticate(c.Request())
		if fault.CodeOf(err) == fault.Unsigned {
			p.keepLeft(c)
		}
		if err != nil {
			return err
		}
		if caller.Machine {
			return fault.New(fault.Denied, "this is for people; a machine has no account page")
		}
		httpserver.SetCaller(request.From(c.Request().Context()), caller)
		if err := p.HTTP.CountAccount(caller.Actor.Account, ofAccount); err != nil {
			return err
		}
		if to := p.applySettings(c); to != "" {
			return c.Redirect(http.StatusSeeOther, to)
		}
		if asked, err := p.looked(c, func() error { return serve(c, caller) }); asked {
			return err
		}
		if err := serve(c, caller); err != nil {
			return err
		}
		if c.Response().Status == http.StatusSeeOther && c.Path() != view.DraftsPath { // the form was carried out, or is on its way
			p.DropForm(c)
		}
		return nil
	}
}

// CountSignIn wraps the handler of a step of signing in, which has a stricter limit.
func (p *Site) CountSignIn(serve echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := p.HTTP.CountSignIn(c); err != nil {
			return err
		}
		return serve(c)
	}
}

// Visitor is what is known of the sender of a request without asking anything.
func Visitor(c echo.Context) identity.Visitor {
	v := identity.Visitor{Agent: c.Request().UserAgent(), Token: tokenOf(c.Request())}
	if address, err := netip.ParseAddr(c.RealIP()); err == nil {
		v.Address = address
	}
	return v
}

// tokenOf returns the session token of a request, or "" if there is none or more than one.
func tokenOf(r *http.Request) string {
	cookies, bearers := r.CookiesNamed(identity.SessionCookie), r.Header.Values("Authorization")
	switch {
	case len(cookies) == 1 && len(bearers) == 0:
		return cookies[0].Value
	case len(cookies) == 0 && len(bearers) == 1:
		_, token, _ := strings.Cut(bearers[0], " ")
		return token
	default:
		return ""
	}
}
