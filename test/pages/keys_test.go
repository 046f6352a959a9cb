package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/usecase/usecasetest"
)

// everyKey are the keys with a letter, a digit or a sign, without those that lead to another page.
const everyKey = "abefghjklmnopqrstuvwxyz0123456789.,-+*/# ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// stays requires that nothing leads away from the page for a while.
func (p *person) stays(path, why string) {
	p.tb.Helper()
	require.Never(p.tb, func() bool { // the last look may end after the test
		at, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("location.pathname"))
		return err == nil && at != path
	}, 300*time.Millisecond, 50*time.Millisecond, why)
}

// atDesk is a consul before a screen, with the requests of three people.
func atDesk(t *testing.T) (*person, *usecasetest.Office) {
	t.Helper()
	site, office, _ := openMission(t, 3)
	p := chromium(t).person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
	p.isIn("consul-kenya")
	return p, office
}

// switchesKeys switches single keys on or off in the account.
func (p *person) switchesKeys() {
	p.tb.Helper()
	p.goes("/account/settings")
	const now = `document.readyState === "complete" && document.querySelector("button[name=keys]")?.value`
	before := p.evaluates(now)
	p.evaluates(`document.querySelector("button[name=keys]").click()`)
	require.Eventually(p.tb, func() bool {
		said, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("String("+now+")"))
		return err == nil && (said == "on" || said == "off") && said != before
	}, 15*time.Second, 30*time.Millisecond, "the switch has been turned")
}

// Single keys do nothing until they are switched on. Then they move and open, and never decide; in a field
// they are letters. Switched off they do nothing again.
func TestSingleKeysNeverDecide(t *testing.T) {
	t.Parallel()
	p, office := atDesk(t)
	p.goes("/inbox")
	for _, key := range []string{"j", "o", "c", "d", "?"} {
		p.keys(key)
	}
	p.stays("/inbox", "keys are off")
	require.Equal(t, "BODY", p.evaluates("document.activeElement.tagName"))
	require.Equal(t, "0", p.evaluates(`document.querySelectorAll("dialog[open]").length`))

	p.switchesKeys()
	p.goes("/inbox")
	rows := p.rows()
	p.keys("j")
	p.keys("j")
	p.keys("j")
	p.keys("k")
	require.Equal(t, rows[1].Ref, p.evaluates("document.activeElement.textContent.trim()"), "down three times and up once")
	p.keys("?")
	require.Equal(t, "1", p.evaluates(`document.querySelectorAll("dialog[open]").length`))
	p.accessible()
	p.keys("c") // the list of keys is open
	p.stays("/inbox", "a dialog is open")
	p.keys(kb.Escape)
	p.keys("j")
	p.keys("k")
	opened := p.evaluates("document.activeElement.pathname")
	p.keys("o")
	p.arrives(opened)

	for name, path := range map[string]string{"d": "/day", "c": "/desk/cases", "i": "/inbox"} {
		p.goes("/help")
		p.keys(name)
		p.arrives(path)
	}
	path := bare(rows[0].Path)
	p.goes(path)
	p.evaluates(`document.querySelector("[name=outcome]").click()`)
	p.evaluates("document.activeElement.blur()")
	for _, key := range everyKey {
		p.keys(string(key))
	}
	p.keys(kb.Enter)
	p.stays(path, "no key sends an answer")
	require.Empty(t, office.Commands.Sent())
	p.types("#reasons", "did i c")
	require.Equal(t, "did i c", p.evaluates(`document.querySelector("#reasons").value`))
	p.stays(path, "in a field they are letters")
	require.Empty(t, office.Commands.Sent())

	p.switchesKeys()
	p.goes("/inbox")
	p.keys("c")
	p.stays("/inbox", "keys are off again")
}

// The Enter that ends the composition of a word sends no form, whether the input method ends the composition
// before the key arrives or after it; and a composed letter does nothing else.
func TestEnterThatEndsAComposition(t *testing.T) {
	t.Parallel()
	p, _ := atDesk(t)
	p.switchesKeys()
	const word = "နီလာ"
	const field = "#filter-ref"
	p.goes("/inbox")
	p.evaluates(`(() => { for (const d of document.querySelectorAll("details")) d.open = true; document.querySelector("` + field + `").focus(); })()`)
	p.composes(word)
	p.processes()
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: word})
	require.NoError(t, err)
	p.stays("/inbox", "the Enter that chooses a word")
	p.composes(word)
	_, err = chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: word}) // the composition ends first
	require.NoError(t, err)
	p.processes()
	p.stays("/inbox", "the Enter that arrives late")
	require.Empty(t, p.evaluates("location.search"))
	require.Equal(t, word+word, p.evaluates(`document.querySelector("`+field+`").value`))

	p.evaluates("document.activeElement.blur()")
	p.evaluates(`["c", "d"].map((key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true})))`)
	p.evaluates(`["c", "d"].map((key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, keyCode: 229, bubbles: true})))`)
	p.evaluates(`["c", "d"].map((key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, ctrlKey: true, bubbles: true})))`)
	p.stays("/inbox", "composed letters and combinations")
	p.evaluates(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "d", bubbles: true}))`)
	p.arrives("/day")
}

// composes begins to compose a word in the field with the focus.
func (p *person) composes(word string) {
	p.tb.Helper()
	end := int64(len([]rune(word)))
	_, err := chromedp.Call(p.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: word, SelectionStart: end, SelectionEnd: end})
	require.NoError(p.tb, err)
}

// processes presses Enter as a browser gets it from an input method: as a key that was processed.
func (p *person) processes() {
	p.tb.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
		_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Process", Code: "Enter", WindowsVirtualKeyCode: 229})
		require.NoError(p.tb, err)
	}
}
