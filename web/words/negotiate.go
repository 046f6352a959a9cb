package words

import (
	"net/http"

	"golang.org/x/text/language"
)

// languageCookie keeps the language that was chosen in a browser.
const languageCookie = "homeward-language"

// longestAccept is the longest Accept-Language header that is read, in bytes.
const longestAccept = 200

// Negotiate returns the language in which to answer a request. The query parameter "language"
// comes first, and the browser gets a cookie to remember it; then the remembered choice; then the
// header Accept-Language.
func Negotiate(w http.ResponseWriter, r *http.Request) Language {
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

// Choose returns the language with the code chosen, or else the best match for an
// Accept-Language header, or else the default.
func Choose(chosen, accepted string) Language {
	all := Languages()
	for _, l := range all {
		if l.Code == chosen {
			return l
		}
	}
	if len(accepted) > longestAccept {
		return all[0]
	}
	tags := make([]language.Tag, len(all))
	for i, l := range all {
		tags[i] = language.Make(l.Code)
	}
	_, best := language.MatchStrings(language.NewMatcher(tags), accepted)
	return all[best]
}
