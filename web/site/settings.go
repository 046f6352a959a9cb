package site

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/words"
)

// settingsCookie repeats for one browser which settings an account has: whether single keys work. Without it
// the settings are read from the account, so once for each session.
const settingsCookie = "__Host-homeward-settings"

const keysOn, keysOff = "keys", "none"

// KeepKeys tells the browser whether single keys work.
func KeepKeys(c echo.Context, on bool) {
	value := keysOff
	if on {
		value = keysOn
	}
	SetCookie(c, settingsCookie, value, 12*time.Hour)
}

// keysWork reports whether single keys work in the browser.
func keysWork(r *http.Request) bool {
	cookie, err := r.Cookie(settingsCookie)
	return err == nil && cookie.Value == keysOn
}

// applySettings keeps a language that was chosen on the page with the account, and tells a browser that has
// just signed in what the account has chosen. It returns the path to go to if the page is to be shown in
// another language, otherwise "". Settings that cannot be read or kept change no page.
func (p *Site) applySettings(c echo.Context) string {
	r := c.Request()
	if r.Method != http.MethodGet || !httpserver.WantsHTML(r) {
		return ""
	}
	ctx := r.Context()
	if chosen := r.URL.Query().Get("language"); chosen != "" {
		_, _ = p.Usecases.SetLanguage(ctx, words.Choose(chosen, "").Code)
		return ""
	}
	if _, err := r.Cookie(settingsCookie); err == nil {
		return ""
	}
	found, err := p.Usecases.ShowSettings(ctx)
	if err != nil {
		return ""
	}
	KeepKeys(c, found.Keys)
	if found.Language == "" || !words.Remember(c.Response(), r, found.Language) {
		return ""
	}
	return r.URL.RequestURI()
}
