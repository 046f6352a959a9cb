package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/site"
)

// endSession ends one of the user's sessions.
func (p *pages) endSession(c echo.Context, user identity.Caller) error {
	form, err := site.ReadForm(c, "session")
	if err != nil {
		return err
	}
	if form["session"] == "" {
		return fault.New(fault.Invalid, "the form names no session")
	}
	if form["session"] == user.Session {
		if err := p.DropAll(c); err != nil {
			return err
		}
	}
	if err := p.SignIn.EndSession(c.Request().Context(), user, form["session"]); err != nil {
		return err
	}
	if form["session"] == user.Session {
		return ended(c)
	}
	return site.Done(c, "/account/sessions", "sessions.ended")
}

// endAllSessions ends all of the user's sessions, this one included.
func (p *pages) endAllSessions(c echo.Context, user identity.Caller) error {
	if err := p.DropAll(c); err != nil {
		return err
	}
	if _, err := p.SignIn.EndAll(c.Request().Context(), user); err != nil {
		return err
	}
	return ended(c)
}

// signOut ends the session of the request, and discards what was typed and not sent. Without a session
// there is nothing to end, and the answer is the same.
func (p *pages) signOut(c echo.Context) error {
	if caller, err := p.SignIn.Authenticate(c.Request()); err == nil {
		httpserver.SetCaller(request.From(c.Request().Context()), caller)
		if err := p.DropAll(c); err != nil {
			return err
		}
	}
	if err := p.SignIn.SignOut(c.Request().Context(), site.Visitor(c).Token); err != nil {
		return err
	}
	return ended(c)
}

// ended answers a request that ended its own session.
func ended(c echo.Context) error {
	site.ForgetSession(c)
	return site.Done(c, "/signin", "signin.ended")
}
