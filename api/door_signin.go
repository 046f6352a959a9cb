package api

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// stateTime is how long a browser keeps what binds it to a sign-in.
const stateTime = 10 * time.Minute

// showHome leads to where one begins.
func (s *Server) showHome(c echo.Context) error {
	if _, err := s.Door.Authenticate(c.Request()); err == nil {
		return c.Redirect(http.StatusSeeOther, "/account")
	}
	return c.Redirect(http.StatusSeeOther, "/signin")
}

func (s *Server) showSignIn(c echo.Context) error {
	to := c.QueryParam("to")
	page := view.SignIn{Frame: s.frameOf(c, "", "signin.ended", "signin.needed"), Passkeys: true, To: to}
	for _, p := range s.Door.Providers() {
		page.Providers = append(page.Providers, view.Provider{Name: p.Name, Path: "/signin/" + url.PathEscape(p.ID) + "?" + url.Values{"to": {to}}.Encode()})
	}
	return s.show(c, http.StatusOK, page)
}

// beginSignIn sends somebody to their agency.
func (s *Server) beginSignIn(c echo.Context) error {
	departure, err := s.Door.BeginOIDC(c.Request().Context(), c.Param("provider"), c.QueryParam("to"), visitor(c))
	return depart(c, departure, err)
}

func depart(c echo.Context, d identity.Departure, err error) error {
	if err != nil {
		return err
	}
	setCookie(c, identity.StateCookie, d.Browser, stateTime)
	return c.Redirect(http.StatusSeeOther, d.URL)
}

// finishSignIn is where an agency sends somebody back to.
func (s *Server) finishSignIn(c echo.Context) error {
	browser := ""
	if cookies := c.Request().CookiesNamed(identity.StateCookie); len(cookies) == 1 {
		browser = cookies[0].Value
	}
	setCookie(c, identity.StateCookie, "", 0)
	entry, err := s.Door.FinishOIDC(c.Request().Context(), c.QueryParams(), browser, visitor(c))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, letIn(c, entry))
}

// signOut ends the session that a request shows. It has ended when there is none.
func (s *Server) signOut(c echo.Context) error {
	if err := s.Door.SignOut(c.Request().Context(), visitor(c).Token); err != nil {
		return err
	}
	forget(c)
	return done(c, "/signin", "signin.ended")
}

// forget has a browser forget the session, and whatever it kept of our pages.
func forget(c echo.Context) {
	setCookie(c, identity.SessionCookie, "", 0)
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
}
