package pages_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// desktop is the screen of a desk, in light colours.
func desktop() screen { return screen{name: "desk", width: 1280, height: 900, scheme: "light"} }

// looksEverywhere holds the page that is open against what every page must be, on each screen of looks of its
// language; then on the narrowest screen and on a desk as it is, with everything unfolded, and with every text
// doubled. The page is loaded once. Afterwards its texts are doubled.
func (p *person) looksEverywhere(l words.Language, name string) {
	p.tb.Helper()
	all := looks()
	for _, look := range slices.Sorted(maps.Keys(all)) {
		if all[look].language != l.Code {
			continue
		}
		p.before(all[look].screen)
		p.sound(l)
		p.accessible()
		p.keepPicture(name + "-" + look)
	}
	widths := []screen{{name: "narrow", width: 320, height: 640, scheme: "light"}, desktop()}
	for _, s := range widths {
		p.before(s)
		p.fitsInto(s, name)
	}
	require.Greater(p.tb, run[int](p.tab, "double.js"), 10, "%s has texts", name)
	for _, s := range widths {
		p.before(s)
		p.fitsInto(s, name+" doubled")
	}
}

// before puts the page that is open onto another screen.
func (p *person) before(s screen) {
	p.tb.Helper()
	p.sits(s)
	require.Eventually(p.tb, func() bool {
		wide, err := chromedp.Run(p.ctx, chromedp.Evaluate[int64]("outerWidth && document.documentElement.clientWidth"))
		return err == nil && wide == s.width
	}, 15*time.Second, 10*time.Millisecond, "the screen is %d wide", s.width)
}

// speaks sets the language of the browser.
func (p *person) speaks(language string) {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": language}})
	require.NoError(p.tb, err)
}

// forgets takes complaints of the browser away that are expected.
func (p *person) forgets(expected string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = slices.DeleteFunc(p.heard, func(said string) bool { return strings.Contains(said, expected) })
}

// awaitsPath waits for a page whose path begins so.
func (p *person) awaitsPath(begins string) {
	p.tb.Helper()
	require.Eventually(p.tb, func() bool { return strings.HasPrefix(p.at(), begins) }, 15*time.Second, 30*time.Millisecond, "waiting for %s", begins)
}

// fitsInto requires that nothing makes the page wider than the screen.
func (p *person) fitsInto(s screen, what string) {
	p.tb.Helper()
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[struct {
		Wide, Width int64
		Over        []string
	}]("("+strings.TrimSpace(script(p.tb, "overflow.js"))+")()"))
	require.NoError(p.tb, err)
	require.Equal(p.tb, s.width, found.Width, "%s has made the screen wider", what)
	require.LessOrEqual(p.tb, found.Wide, s.width, "%s is wider than the screen: %v", what, found.Over)
}
