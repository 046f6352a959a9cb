package pages_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// sound holds the page that is open against what every page must be.
func (p *person) sound(l words.Language) {
	p.tb.Helper()
	page := run[struct {
		Lang, Dir, Title                                        string
		Titles, Mains, Wide, Width                              int64
		Nameless, Small, Low, Twice, Faint, Over, Cut, Refusals []string
	}](p.tab, "sound.js")
	require.Equal(p.tb, l.Code, page.Lang)
	require.Equal(p.tb, l.Dir, page.Dir)
	require.NotEmpty(p.tb, strings.TrimSpace(strings.TrimSuffix(page.Title, "· Homeward")))
	require.EqualValues(p.tb, 1, page.Titles, "one title")
	require.EqualValues(p.tb, 1, page.Mains)
	require.Empty(p.tb, page.Nameless, "without a name")
	require.Empty(p.tb, page.Small, "too small to hit")
	require.Empty(p.tb, page.Low, "buttons that are too low for a thumb")
	require.Empty(p.tb, page.Twice, "identifiers that stand twice")
	require.Equal(p.tb, p.screen.width, page.Width, "something wide has made the screen wider")
	require.LessOrEqual(p.tb, page.Wide, page.Width, "the page is wider than the screen: %v", page.Over)
	require.Empty(p.tb, page.Over, "beyond the edge of the screen")
	require.Empty(p.tb, page.Cut, "cut off")
	require.Empty(p.tb, page.Refusals, "the content policy refuses what the page has")
	if p.screen.scheme != forced { // there the system chooses the colours
		require.Empty(p.tb, page.Faint, "edges that are too faint")
		contrast := run[struct {
			Texts int
			Least float64
			Faint []string
		}](p.tab, "contrast.js")
		require.Greater(p.tb, contrast.Texts, 5)
		require.Empty(p.tb, contrast.Faint, "too faint")
	}
	level := 0
	for _, h := range run[[]struct {
		Level int
		Text  string
	}](p.tab, "headings.js") {
		require.LessOrEqual(p.tb, h.Level, level+1, "%q leaves out a level", h.Text)
		require.NotEmpty(p.tb, h.Text)
		level = h.Level
	}
	require.Empty(p.tb, p.complaints(), "the browser complains")
	for _, request := range p.requests() {
		require.True(p.tb, strings.HasPrefix(request, p.address+"/"), "the page asks for %s", request)
	}
}

// The checks of pages find mistakes in a page that has some.
func TestWhatIsWrongIsFound(t *testing.T) {
	t.Parallel()
	wrong := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, `<!doctype html><html><title></title><style>body{background:#fff} button{height:14px;border:1px solid #eee;background:#fff}</style>
<main><h1>One</h1><h1>Two</h1><p id="a" style="color:#bbb">faint</p><p id="a">twice</p><input type="text" style="border:1px solid #eee">
<button>x</button><p style="width:900px">wide</p><p style="width:40px;overflow:hidden;white-space:nowrap">a text that is cut off here</p></main></html>`)
	}))
	t.Cleanup(wrong.Close)
	p := chromium(t).person(t, screen{name: "small", width: 320, height: 640, scheme: "light"}, "en", wrong.URL)
	p.goes("/")
	found := run[struct {
		Lang                                          string
		Titles, Wide, Width                           int64
		Nameless, Small, Low, Twice, Faint, Over, Cut []string
	}](p.tab, "sound.js")
	require.Empty(t, found.Lang)
	require.EqualValues(t, 2, found.Titles)
	require.Greater(t, found.Wide, int64(320))
	for what, list := range map[string][]string{
		"nameless": found.Nameless, "small": found.Small, "twice": found.Twice, "faint": found.Faint, "over": found.Over, "cut": found.Cut,
	} {
		require.NotEmpty(t, list, what)
	}
}

// looks lists the screens and languages in which every page is checked.
func looks() map[string]struct {
	screen   screen
	language string
} {
	type look = struct {
		screen   screen
		language string
	}
	return map[string]look{
		"phone-light-en": {screen{name: "phone", width: 390, height: 844, scheme: "light"}, "en"},
		"desk-dark-en":   {screen{name: "desk", width: 1280, height: 900, scheme: "dark"}, "en"},
		"desk-light-ar":  {screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "ar"},
		"small-dark-ar":  {screen{name: "small", width: 320, height: 640, scheme: "dark"}, "ar"},
		"small-light-my": {screen{name: "small", width: 320, height: 640, scheme: "light"}, "my"},
		"phone-dark-my":  {screen{name: "phone", width: 390, height: 844, scheme: "dark"}, "my"},
		"small-forced":   {screen{name: "small", width: 320, height: 640, scheme: forced}, "en"},
	}
}

// Every page to sign in on and of the account, on every screen, in every language, light, dark and in
// forced colours, and with every text doubled.
func TestEveryAccountPage(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	for _, l := range words.Languages() {
		t.Run(l.Code, func(t *testing.T) {
			p := b.person(t, desktop(), l.Code, site.address)
			seen := func(what string) {
				t.Helper()
				p.looksEverywhere(l, "account-"+what)
			}
			p.goes("/signin")
			seen("signin")
			p.goes("/signin")
			p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
			require.NoError(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("summary"))))
			seen("personas")
			p.clicks(`button[value="panel-chair"]`, "/day")
			seen("day-empty")
			for _, path := range accountPages() {
				p.goes(path)
				seen(strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "-"))
			}
			p.sits(desktop())
			p.switchesKeys()
			p.goes("/account/settings")
			seen("account-settings-keys")
		})
	}
}

// A user without a mouse sees the focus at each step and reaches everything.
func TestSignInByKeyboard(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	for _, language := range []string{"en", "ar"} {
		t.Run(language, func(t *testing.T) {
			p := b.person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, language, site.address)
			p.goes("/signin")
			stops := map[string]bool{}
			for range 7 {
				at := p.press(kb.Tab)
				stops[at.Tag+" "+at.Text] = true
			}
			require.Len(t, stops, 7, "skip link, home, three languages, the agency, the passkey")
			p.goes("/signin")
			for range 6 {
				p.press(kb.Tab)
			}
			require.NoError(t, chromedp.Do(p.ctx, chromedp.KeyEvent(kb.Enter))) // the page goes, and the focus with it
			p.arrives("/persona/authorize")
		})
	}
}

// The language that one chooses stays chosen, and takes nothing away of where one was.
func TestLanguageIsChosen(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	p := b.person(t, screen{name: "phone", width: 390, height: 844, scheme: "light"}, "en", site.address)
	p.goes("/signin?to=%2Faccount%2Fsessions")
	p.clicks(`a[hreflang="my"]`, "/signin")
	p.awaitsLanguage("my")
	p.sound(words.Choose("my", ""))
	p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
	p.sound(words.Choose("my", ""))
	p.clicks(`a[hreflang="ar"]`, "/persona/authorize")
	p.awaitsLanguage("ar")
	p.sound(words.Choose("ar", ""))
	p.clicks(`button[value="stranger"]`, "/account/sessions")
	p.sound(words.Choose("ar", ""))
}
