package api

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Door is how people sign in, prove who they are, and look after their own account.
type Door interface {
	Authenticator
	ProviderDoor
	AccountDoor
	PasskeyDoor
	AdmissionDoor
	HandoverDoor
}

// ProviderDoor signs people in at their agency.
type ProviderDoor interface {
	Providers() []identity.ProviderName
	BeginOIDC(ctx context.Context, provider, to string, v identity.Visitor) (identity.Departure, error)
	BeginOIDCStepUp(ctx context.Context, to string, v identity.Visitor) (identity.Departure, error)
	FinishOIDC(ctx context.Context, answer url.Values, browser string, v identity.Visitor) (identity.Entry, error)
	// EndByProvider ends sessions on the word of a provider; fault.Malformed when it is not its word for us.
	EndByProvider(ctx context.Context, provider, token string, v identity.Visitor) error
}

// AccountDoor is what somebody may do with their own sessions and roles.
type AccountDoor interface {
	Me(ctx context.Context, c identity.Caller) (identity.Me, error)
	SwitchRole(ctx context.Context, v identity.Visitor, role casework.Role) (identity.Entry, error)
	Sessions(ctx context.Context, c identity.Caller) ([]identity.Session, error)
	EndSession(ctx context.Context, c identity.Caller, id string) error
	EndAll(ctx context.Context, c identity.Caller) (int, error)
	SignOut(ctx context.Context, token string) error
}

// visitor is what is known of whoever stands at the door.
func visitor(c echo.Context) identity.Visitor {
	v := identity.Visitor{Agent: c.Request().UserAgent(), Token: tokenOf(c.Request())}
	if address, err := netip.ParseAddr(c.RealIP()); err == nil {
		v.Address = address
	}
	return v
}

// tokenOf is the session's token that a request shows; "" for none, and for two.
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

// setCookie keeps something in a browser: for this host alone, over a safe connection, out of
// the reach of scripts, and not sent with what another site's page does (RFC 6265bis).
func setCookie(c echo.Context, name, value string, lasts time.Duration) {
	cookie := &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(lasts / time.Second), Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if lasts <= 0 {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// letIn gives a browser its new token, and says where it goes on.
func letIn(c echo.Context, e identity.Entry) string {
	setCookie(c, identity.SessionCookie, e.Token, identity.Longest)
	if e.To == "/" || e.To == "" {
		return "/account"
	}
	return e.To
}

// signed is a page for somebody who is signed in. Whoever is not is sent to sign in.
func (s *Server) signed(serve func(c echo.Context, who identity.Caller) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := request.From(c.Request().Context())
		caller, err := s.Door.Authenticate(c.Request())
		if err != nil {
			return err
		}
		if caller.Machine {
			return fault.New(fault.Denied, "this is for people; a machine has no account page")
		}
		signedIn(q, caller)
		if err := s.pacedAccount(caller.Actor.Account, "account.page"); err != nil {
			return err
		}
		return serve(c, caller)
	}
}

// atDoor is a step of signing in, which is counted more strictly.
func (s *Server) atDoor(serve echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.pacedDoor(c); err != nil {
			return err
		}
		return serve(c)
	}
}

// frameOf is the frame of a page.
func (s *Server) frameOf(c echo.Context, tab string, notices ...string) view.Frame {
	f := view.Frame{Language: words.Negotiate(c.Response(), c.Request()), Path: c.Request().URL.RequestURI(), Tab: tab}
	f.SignedIn, f.Starting = request.From(c.Request().Context()).Actor.Account != "", s.starting()
	for _, key := range notices {
		if c.QueryParam("done") == key {
			f.Notice = key
		}
	}
	return f
}

// show answers with a page. Its forms may go to the addresses that are named as well.
func (s *Server) show(c echo.Context, status int, page view.View, forms ...string) error {
	html, err := s.renderer.Render(page)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", view.ContentPolicy(forms...))
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)")
	h.Add("Vary", "Accept-Language, Cookie")
	return c.HTMLBlob(status, html)
}

// done answers a form: a browser is sent on, a program hears that nothing more is to be said.
func done(c echo.Context, to, notice string) error {
	if !wantsPage(c.Request()) {
		return c.NoContent(http.StatusNoContent)
	}
	if notice != "" {
		to += "?done=" + url.QueryEscape(notice)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// wantsPage says whether somebody looks at the answer.
func wantsPage(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

// form reads a form of a page. It is small, and of names that occur once.
func form(c echo.Context, names ...string) (map[string]string, error) {
	r := c.Request()
	limitBody(c.Response(), r, maxForm)
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Malformed, "the form cannot be read")
	}
	out := map[string]string{}
	for _, name := range names {
		values := r.PostForm[name]
		if len(values) > 1 {
			return nil, fault.New(fault.Invalid, "the form names something twice")
		}
		if len(values) == 1 {
			out[name] = values[0]
		}
	}
	return out, nil
}

// maxForm is the most that is read of a form, in bytes: an attestation of a passkey is the largest.
const maxForm = 256 << 10

// instant is a moment as a page shows it, in a zone.
func instant(at time.Time, zone *time.Location) view.Instant {
	if at.IsZero() {
		return view.Instant{}
	}
	// A day is not broken over two lines: no-break space, and word joiners behind the hyphens.
	return view.Instant{Shown: at.In(zone).Format("2006-\u206001-\u206002\u00a015:04"), Machine: at.UTC().Format(time.RFC3339)}
}

// zoneOf is the zone in which somebody's desk works.
func (s *Server) zoneOf(who identity.Caller) *time.Location {
	if desk, ok := s.Directory.Desk(who.Actor.Desk); ok && desk.Zone != nil {
		return desk.Zone
	}
	return time.UTC
}

// deskName names somebody's desk.
func (s *Server) deskName(id casework.DeskID) string {
	desk, _ := s.Directory.Desk(id)
	return desk.Name
}
