package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/usecasetest"
)

// office is a site with the real use-cases behind it.
type office struct {
	*site
	*usecasetest.Office
}

const (
	kenyan   = casework.Ref("c7m2k9x4pq")
	consul   = "ken-mission-bangkok consular_officer"
	ofKenyan = "/desk/cases/c7m2k9x4pq"
	verify   = ofKenyan + "/tasks/verify_nationality.1"
)

// newOffice makes a site with the case of a Kenyan whose consulate has been asked who she is.
func newOffice(tb testing.TB) *office {
	tb.Helper()
	o := &office{Office: usecasetest.New(tb, noon)}
	o.site = newSite(tb, func(s *setup) { s.pages.Usecases = o.Service })
	o.Ask(kenyan, "tha-ken", 9*24*time.Hour)
	o.Record.Put(kenyan, record.Person{Name: "Wanjiku Njeri", Nationality: "KEN", DocumentNumber: "AK0934512", Phone: "+66 81 234 5678", Remark: "told the guard"})
	return o
}

// get reads a page as a user.
func (o *office) get(path, user string) answer {
	return o.serve(page(http.MethodGet, path, nil).as(user))
}

// post sends a form as a user.
func (o *office) post(path, user string, form url.Values) answer {
	return o.serve(page(http.MethodPost, path, form).as(user))
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// form returns the hidden fields of the form that is sent to a path, as the page has them.
func (a answer) form(action string) url.Values {
	a.tb.Helper()
	_, after, found := strings.Cut(string(a.raw), `action="`+action+`"`)
	require.True(a.tb, found, "there is a form for %s in\n%s", action, a.text())
	inside, _, _ := strings.Cut(after, "</form>")
	out := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(inside, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	return out
}

// with returns the form with fields set: pairs of a name and a value.
func with(form url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// says requires the text of a page, without its markup, to have each of the words.
func (a answer) says(words ...string) answer {
	a.tb.Helper()
	text := a.text()
	for _, w := range words {
		require.True(a.tb, strings.Contains(text, w) || strings.Contains(string(a.raw), w), "the page says %q; it says\n%s", w, text)
	}
	return a
}

func (a answer) never(words ...string) answer {
	a.tb.Helper()
	for _, w := range words {
		if strings.Contains(html.UnescapeString(string(a.raw)), w) { // without the whole page
			require.Fail(a.tb, "the page says it", "%q in\n%s", w, a.text())
		}
	}
	return a
}

var (
	markup = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// text is what the main part of a page says.
func (a answer) text() string {
	_, main, _ := strings.Cut(string(a.raw), "<main")
	return spaces.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString("<main"+main, " ")), " ")
}

// status requires a status.
func (a answer) status(want int) answer {
	a.tb.Helper()
	require.Equal(a.tb, want, a.StatusCode, "%s", a.text())
	return a
}
