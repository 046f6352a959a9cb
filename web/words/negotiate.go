package words

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

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
		remember(w, l)
		return l
	}
	if c, err := r.Cookie(languageCookie); err == nil {
		chosen = c.Value
	}
	return Choose(chosen, r.Header.Get("Accept-Language"))
}

// Remember makes the browser remember a language by its code. It reports whether the browser had another one, or
// none, and the code is that of a language of the pages.
func Remember(w http.ResponseWriter, r *http.Request, code string) bool {
	l := Choose(code, "")
	before, err := r.Cookie(languageCookie)
	if l.Code != code || err == nil && before.Value == code {
		return false
	}
	remember(w, l)
	return true
}

func remember(w http.ResponseWriter, l Language) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // it holds nothing but a language, and development has no TLS
		Name: languageCookie, Value: l.Code, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// Choose returns the language with the code chosen, or else the first language of an
// Accept-Language header that is one of ours or a neighbour of one, or else the default.
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
	for _, tag := range preferred(accepted) {
		base, _ := tag.Base()
		code := base.String()
		if neighbour, ok := neighbours[code]; ok {
			code = neighbour
		}
		for _, l := range all {
			if l.Code == code {
				return l
			}
		}
	}
	return all[0]
}

// preferred lists the languages of an Accept-Language header, best first. It skips what it cannot read.
func preferred(accepted string) []language.Tag {
	type wish struct {
		tag    language.Tag
		weight float32
	}
	var wishes []wish
	for element := range strings.SplitSeq(accepted, ",") {
		tags, weights, err := language.ParseAcceptLanguage(element)
		if err == nil && len(tags) == 1 {
			wishes = append(wishes, wish{tags[0], weights[0]})
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	tags := make([]language.Tag, len(wishes))
	for i, w := range wishes {
		tags[i] = w.tag
	}
	return tags
}
