package pages_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/usecasetest"
)

// place is where everything on a page is that news must never move.
type place struct {
	Focus, Typed, Ticked, Places string
	Scroll                       float64
}

// hurries makes the timers of the pages that the person opens ten times as fast.
func (p *person) hurries() {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script(p.tb, "quick.js")})
	require.NoError(p.tb, err)
}

// evaluates runs a script in the page.
func (p *person) evaluates(script string) string {
	p.tb.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("String("+script+")"))
	require.NoError(p.tb, err)
	return out
}

// follows waits until the page has a stream, and the server has as many followers.
func (p *person) follows(s *site, followers int) {
	p.tb.Helper()
	require.Eventually(p.tb, func() bool {
		return s.hub.Followers() == followers && (followers == 0 || p.evaluates(`document.querySelector("[data-live]").dataset.state`) == "live")
	}, 15*time.Second, 30*time.Millisecond)
}

const (
	theLine = `document.querySelector("[data-changes]").textContent`
	theSaid = `document.querySelector("[data-says]").textContent`
	asOf    = `getComputedStyle(document.querySelector(".asof")).visibility`
)

// raises waits for the line that says that the page has changed.
func (p *person) raises(words string) {
	p.tb.Helper()
	require.Eventually(p.tb, func() bool { return p.evaluates(theLine) == words }, 15*time.Second, 30*time.Millisecond, "waiting for: %s; it says %s", words, later(func() string { return p.evaluates(theLine) }))
}

// later is a text that is read when a test has failed, and not when it begins to wait.
type later func() string

// String reads it.
func (l later) String() string { return l() }

// publishes sends the followers the number of the newest change, as the database does.
func (s *site) publishes(o *usecasetest.Office) {
	s.hub.Publish("case:"+string(kenyan), strconv.FormatInt(o.State(kenyan).Seq, 10))
}

// claims lets another officer of the mission take the request on.
func claims(s *site, o *usecasetest.Office) {
	by := casework.Actor{Account: "acc-2", Desk: "ken-mission-bangkok", Agency: "ken-mfa", Role: casework.RoleConsul}
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: by})
	s.publishes(o)
	s.hub.Publish("desk:ken-mission-bangkok", "99")
}

// A colleague takes a request on while a consul has half an answer typed: one line says so, the stream tells
// only when to ask, and nothing else of the page moves. Another page, on which nothing is typed, leads to
// itself. A change that a consul may not see raises nothing.
func TestNewsMovesNothing(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	for _, s := range []screen{{name: "phone", width: 360, height: 740, phone: true, scheme: "light"}, {name: "desk", width: 1280, height: 900, scheme: "dark"}} {
		t.Run(s.name, func(t *testing.T) {
			site, office := openDesk(t)
			p := b.person(t, s, "en", site.address)
			p.isIn("consul-kenya")
			p.hurries()
			p.goes(verify)
			p.follows(site, 1)
			require.Equal(t, "hidden", p.evaluates(asOf), "with a stream the page is the newest")
			p.types("#reasons", "She knows the songs of")
			p.evaluates(`(() => { document.querySelector("[name=outcome]").click(); document.querySelector("#reasons").focus(); scrollBy(0, 140); })()`)
			before := run[place](p.tab, "place.js")
			require.Equal(t, "TEXTAREA#reasons", before.Focus)

			office.Do(kenyan, 0, casework.Command{
				Kind: casework.KindState, By: casework.Actor{Account: "acc-doctor", Desk: "tha-medical-maesot", Role: casework.RoleMedical},
				Facts: []casework.Statement{{Name: casework.FactContagious, Value: "suspected"}},
			})
			site.publishes(office)
			claims(site, office)
			p.raises("1 change. Show in a new tab; what you typed stays here")
			require.Equal(t, before, run[place](p.tab, "place.js"))
			require.Equal(t, "1 change on this page.", p.evaluates(theSaid))
			p.keepPicture("live-typed-" + s.name)
			require.Empty(t, run[[]string](p.tab, "refused.js"), "the content policy refuses nothing")

			p.goes("/inbox")
			p.follows(site, 1)
			require.Empty(t, p.evaluates(theLine))
			p.goes("/help")
			p.follows(site, 0)
		})
	}
}

// A hidden tab has no stream; when it is shown again it asks. A page that has lost its stream says as of
// when it is, goes on asking, and is right again when the line is back.
func TestAHiddenOrCutPage(t *testing.T) {
	t.Parallel()
	site, office := openDesk(t)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	p.hurries()
	p.goes("/inbox")
	p.follows(site, 1)
	hide := func(hidden string) {
		p.evaluates(`(() => { Object.defineProperty(document, "hidden", {value: ` + hidden + `, configurable: true}); document.dispatchEvent(new Event("visibilitychange")); })()`)
	}
	hide("true")
	p.follows(site, 0)
	p.evaluates(`document.querySelector("tbody a").focus()`)
	claims(site, office)
	hide("false")
	p.raises("1 change. Show") // and does not load by itself, because a link has the focus
	p.clicks("[data-changes] a", "/inbox")
	p.awaits("has been on it since")
	require.Empty(t, p.evaluates(theLine))

	p.follows(site, 1)
	site.cut(true)
	require.Eventually(t, func() bool { return p.evaluates(asOf) == "visible" }, 15*time.Second, 30*time.Millisecond, "the page says as of when it is")
	require.Regexp(t, `As of [0-2][0-9]:[0-5][0-9]\. Look again`, p.reads())
	p.keepPicture("live-cut")
	site.cut(false)
	p.follows(site, 1)
	require.Equal(t, "hidden", p.evaluates(asOf))
}
