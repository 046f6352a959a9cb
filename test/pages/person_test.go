package pages_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

// person is a user with a separate browser, whose cookies and passkeys no other person has.
type person struct {
	*tab

	address string
}

// person returns a user with a screen. language is the language of their browser.
func (b browser) person(tb testing.TB, s screen, language, address string) *person {
	tb.Helper()
	return b.lasting(tb, s, language, address, 3*patience) // a person does many things
}

// lasting returns a user who is there for a time.
func (b browser) lasting(tb testing.TB, s screen, language, address string, stay time.Duration) *person {
	tb.Helper()
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	tb.Cleanup(leave)
	ctx, cancel := context.WithTimeout(ctx, stay)
	tb.Cleanup(cancel)
	p := &person{&tab{ctx: ctx, tb: tb, screen: s}, address}
	require.NoError(tb, chromedp.Listen(ctx, p.hear))
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script(tb, "refusals.js")})
	require.NoError(tb, err)
	_, err = chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": language}})
	require.NoError(tb, err)
	p.sits(s)
	return p
}

// sits puts the person before another screen.
func (p *person) sits(s screen) {
	p.tb.Helper()
	p.screen = s
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}, {Name: "forced-colors", Value: "none"}}
	if s.scheme == forced {
		features = []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "forced-colors", Value: "active"}}
	}
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
	require.NoError(p.tb, err)
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateScale(1))))
}

// forced is the scheme of a user whose system chooses the colours.
const forced = "forced"

// goes opens an address of ours.
func (p *person) goes(path string) {
	p.tb.Helper()
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Navigate(p.address+path)))
}

// clicks clicks, and waits until the page is the one of a path.
func (p *person) clicks(selector, path string) {
	p.tb.Helper()
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector))), selector)
	p.arrives(path)
}

// arrives waits for the page of a path.
func (p *person) arrives(path string) {
	p.tb.Helper()
	var at string
	require.Eventually(p.tb, func() bool {
		var err error
		if at, err = chromedp.Run(p.ctx, chromedp.Location()); err != nil {
			return false
		}
		u, err := url.Parse(at)
		if err != nil || u.Path != path {
			return false
		}
		done, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && location.pathname === `+quoted(path)))
		return err == nil && done
	}, 15*time.Second, 20*time.Millisecond, "waiting for %s", path)
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

// reads returns the text of the page.
func (p *person) reads() string {
	p.tb.Helper()
	words, err := chromedp.Run(p.ctx, chromedp.Text(chromedp.CSS("main")))
	require.NoError(p.tb, err)
	return strings.Join(strings.Fields(words), " ")
}

// types types into a field.
func (p *person) types(selector, text string) {
	p.tb.Helper()
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS(selector), text)))
}

// isIn signs the person in, as a persona or as another account of a persona's desk: the part after the
// last hyphen distinguishes accounts.
func (p *person) isIn(account string) {
	p.tb.Helper()
	p.goes("/signin")
	p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
	p.chooses(account, "/day")
}

// chooses chooses an account on the page of personas.
func (p *person) chooses(account, path string) {
	p.tb.Helper()
	who := slices.IndexFunc(persona.Personas(), func(c persona.Persona) bool { return c.Account == account })
	if who >= 0 {
		p.clicks(`button[value="`+account+`"]`, path)
		return
	}
	kind, _, _ := strings.Cut(account, "-")
	who = slices.IndexFunc(persona.Personas(), func(c persona.Persona) bool { return c.Account == kind })
	require.GreaterOrEqual(p.tb, who, 0, "%s", kind)
	like := persona.Personas()[who]
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("summary"))))
	require.NoError(p.tb, chromedp.Do(p.ctx, chromedp.SetValue(chromedp.CSS("#desk"), string(like.Desk))))
	p.types("#roles", string(like.Roles[0]))
	p.types("#account", account)
	p.clicks("details button", path)
}

// says reports whether the page has these words now. A page that is still loading says nothing yet.
func (p *person) says(words string) bool {
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.body.innerText.includes(`+quoted(words)+`)`))
	return err == nil && found
}

// awaits waits until the page is complete and has these words.
func (p *person) awaits(words string) {
	p.tb.Helper()
	require.Eventually(p.tb, func() bool { return p.says(words) }, 15*time.Second, 30*time.Millisecond, "waiting for: %s", words)
}

// holds adds a device that keeps passkeys and answers at once.
func (p *person) holds() webauthn.AuthenticatorID {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, webauthn.Enable, webauthn.EnableParams{})
	require.NoError(p.tb, err)
	made, err := chromedp.Call(p.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: "ctap2", Transport: "internal", HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
	}})
	require.NoError(p.tb, err)
	return made.AuthenticatorID
}

// cookies are those that the browser keeps for us, by name.
func (p *person) cookies() map[string]*network.Cookie {
	p.tb.Helper()
	all, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{p.address + "/"}})
	require.NoError(p.tb, err)
	out := map[string]*network.Cookie{}
	for _, c := range all.Cookies {
		out[c.Name] = c
	}
	return out
}
