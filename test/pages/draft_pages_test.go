package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/words"
)

const (
	fearTask = "/desk/cases/c7m2k9x4pq/tasks/fear_of_return.1"
	reasons  = `#form-answer textarea[name="reasons"]`
)

// value returns what a field holds.
func (p *person) value(selector string) string {
	p.tb.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector(`+quoted(selector)+`)?.value ?? "no such field"`))
	require.NoError(p.tb, err)
	return out
}

// awaitsLanguage waits for the page in a language.
func (p *person) awaitsLanguage(code string) {
	p.tb.Helper()
	require.Eventually(p.tb, func() bool {
		done, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.documentElement.lang === `+quoted(code)))
		return err == nil && done
	}, 15*time.Second, 30*time.Millisecond, "the page is in %s", code)
}

// hasNoScript makes the browser run no script of a page.
func (p *person) hasNoScript() {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(p.tb, err)
}

// drafting opens the task of a caseworker in a browser, with script or without.
func drafting(t *testing.T, script bool) (*site, *person) {
	t.Helper()
	site := openSite(t)
	site.given(t, kenyan, 8*day, 4*day)
	p := chromium(t).person(t, screen{name: "phone", width: 360, height: 760, scheme: "light"}, "en", site.address)
	p.isIn("caseworker")
	if !script {
		p.hasNoScript()
	}
	p.goes(fearTask)
	return site, p
}

// A session ends while an officer types. The form that is sent then is shown again, filled in, after signing
// in, to the same account and to no other; it is not sent by itself.
func TestASessionEndsMidForm(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site, p := drafting(t, script)
			p.types(reasons, "She fears her uncle")
			site.later.Add(int64(identity.IdleTimeout + time.Minute))
			p.clicks("#form-answer .primary", "/signin")
			p.awaits("It is kept for one hour, for your account only.")
			p.accessible()

			p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
			p.chooses("caseworker-2", fearTask) // a colleague at the same desk, in the same browser
			require.Empty(t, p.value(reasons))
			require.False(t, p.says("You began this form"))

			p.goes("/signin?to=" + fearTask)
			p.clicks(`a[href^="/signin/dev"]`, "/persona/authorize")
			p.chooses("caseworker", fearTask)
			p.awaits("You began this form on")
			require.Equal(t, "She fears her uncle", p.value(reasons))
			require.False(t, p.says("Recorded"))
			p.sound(words.Choose("en", ""))
			p.accessible()
		})
	}
}

// Another language shows the same page, with what was typed; Enter in a field sends the form and does not
// change the language.
func TestAnotherLanguageMidForm(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, p := drafting(t, script)
			p.types(reasons, "She fears her uncle")
			for _, code := range []string{"ar", "my", "en"} {
				p.clicks(`.languages button[lang="`+code+`"]`, fearTask)
				p.awaitsLanguage(code)
				require.Equal(t, "She fears her uncle", p.value(reasons))
				p.sound(words.Choose(code, ""))
				p.accessible()
				p.keepPicture("draft-" + code)
			}
			first, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`[...document.querySelector("#form-answer").elements].find((e) => e.type === "submit").className`))
			require.NoError(t, err)
			require.Equal(t, "first", first, "the button that Enter presses does what the button of the form does")
		})
	}
}

// The page keeps what is typed by itself, in each of its forms, and shows it again when it is opened.
func TestAPageKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	_, p := drafting(t, true)
	p.types(reasons, "She fears her uncle")
	p.awaits("Kept at ")
	p.goes("/day")
	p.goes(fearTask)
	p.awaits("You began this form on")
	require.Equal(t, "She fears her uncle", p.value(reasons))

	// Two forms are kept when the language is changed, and the discarded one is gone.
	ask := `#form-ask textarea[name="words"]`
	_, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.querySelector("#form-ask").closest("details").open = true`))
	require.NoError(t, err)
	p.types(ask, "Which village?")
	p.clicks(`.languages button[lang="ar"]`, fearTask)
	p.awaitsLanguage("ar")
	require.Equal(t, "Which village?", p.value(ask))
	p.clicks(`#form-answer button[formaction^="/drafts/drop"]`, fearTask)
	require.Eventually(t, func() bool {
		return p.value(reasons) == "" && p.value(ask) == "Which village?"
	}, 15*time.Second, 30*time.Millisecond, "one form is gone, and the other is kept")

	p.goes("/drafts")
	p.accessible()
	p.keepPicture("drafts")
}
