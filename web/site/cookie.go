package site

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/office"
)

// SetCookie sets a cookie for this host alone, sent over TLS only, out of reach of scripts, and not
// sent with requests from other sites' pages (RFC 6265bis). A lifetime of 0 removes it.
func SetCookie(c echo.Context, name, value string, lifetime time.Duration) {
	cookie := &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(lifetime / time.Second), Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if lifetime <= 0 {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// KeepSession sends the browser the token of a new session. It returns the path to go to. The cookie
// lives an hour longer than the session: it opens nothing then, and names the account of a form that is
// sent too late.
func KeepSession(c echo.Context, e identity.Entry) string {
	SetCookie(c, identity.SessionCookie, e.Token, identity.MaxSession+office.LeftLifetime)
	SetCookie(c, settingsCookie, "", 0) // of another account, perhaps
	if e.To == "/" || e.To == "" {
		return "/day"
	}
	return e.To
}

// ForgetSession makes the browser forget the session. "cookies" also drops pages that the browser keeps
// for its Back button; "cache" would make Chromium wait for seconds.
func ForgetSession(c echo.Context) {
	SetCookie(c, identity.SessionCookie, "", 0)
	c.Response().Header().Set("Clear-Site-Data", `"cookies"`)
}
