package pages_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// workPages are the pages on which officers work, by the account that visits them.
func workPages() map[string][]string {
	return map[string][]string{
		"caseworker": {
			"/day", "/inbox", "/inbox?queue=others", "/desk/cases", "/desk/cases?stage=closed", ofCase, ofCase + "/consents", ofCase + "/access", ofCase + "/history",
			"/desk/search", "/account", "/account/sessions", "/account/passkeys", "/account/desk", "/help", "/components",
		},
		"registrar":    {"/desk/cases/open", "/desk/search"},
		"consul-kenya": {"/inbox", ofCase, verify, verify + "?queue=all"},
	}
}

// No page is wider than its screen, on the narrowest one that is supported (WCAG 2.2, 1.4.10) and on a desk,
// as it is and with every text doubled.
func TestPagesFitWithDoubledTexts(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	office.Ask("r0000000000000aa", "tha-ken", 30*24*time.Hour)
	b := chromium(t)
	for _, s := range []screen{{name: "narrow", width: 320, height: 640, scheme: "light"}, {name: "desk", width: 1280, height: 900, scheme: "light"}} {
		for _, language := range []string{"en", "ar", "my"} {
			t.Run(s.name+"-"+language, func(t *testing.T) {
				for account, paths := range workPages() {
					p := b.person(t, s, language, site.address)
					p.isIn(account)
					for _, path := range paths {
						p.goes(path)
						p.fitsInto(s, path)
						doubled := run[int](p.tab, "double.js")
						require.Greater(t, doubled, 10, "%s has texts", path)
						p.fitsInto(s, path+" doubled")
					}
				}
			})
		}
	}
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
