package pages

import (
	"net/http"
	"net/url"
)

// languageCookie keeps the language that somebody has chosen in this browser.
const languageCookie = "homeward-language"

// Spoken is the language in which to answer a request: the one that its address names, which
// the browser is then told to remember, the one that was chosen before, or what the browser
// accepts.
func Spoken(w http.ResponseWriter, r *http.Request) Language {
	chosen := r.URL.Query().Get("language")
	if chosen != "" {
		l := Choose(chosen, "")
		http.SetCookie(w, &http.Cookie{ //nolint:gosec // it holds nothing but a language, and development has no TLS
			Name: languageCookie, Value: l.Code, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
		return l
	}
	if c, err := r.Cookie(languageCookie); err == nil {
		chosen = c.Value
	}
	return Choose(chosen, r.Header.Get("Accept-Language"))
}

// In is the page's own address in another language.
func (f Frame) In(code string) string {
	address, err := url.Parse(f.Path)
	if err != nil {
		return "?language=" + code
	}
	q := address.Query()
	q.Del("done") // what has happened was said
	q.Set("language", code)
	return address.Path + "?" + q.Encode()
}
