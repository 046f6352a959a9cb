package pages_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// After signing out, Back shows nothing of a case, two pages deep, whether the browser runs scripts or not.
func TestBackAfterSignOut(t *testing.T) {
	t.Parallel()
	site, _ := openDesk(t)
	b := chromium(t)
	for _, without := range []bool{false, true} {
		name := map[bool]string{false: "with script", true: "without script"}[without]
		t.Run(name, func(t *testing.T) {
			p := b.person(t, screen{name: "desk", width: 1280, height: 900, scheme: "light"}, "en", site.address)
			p.isIn("consul-kenya")
			if without {
				_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
				require.NoError(t, err)
			}
			p.goes(ofCase)
			require.Contains(t, p.reads(), "Wanjiku")
			p.clicks(`a[href="`+verify+`"]`, verify)
			require.Contains(t, p.reads(), "Wanjiku")
			p.clicks(`.sections a[href="/account"]`, "/account")
			p.clicks(`form[action="/signout"] button`, "/signin")
			for range 3 {
				require.NoError(t, chromedp.Do(p.ctx, chromedp.NavigateBack()))
				require.Eventually(t, func() bool { return p.at() == "/signin" }, 15*time.Second, 30*time.Millisecond, "Back leads to the sign-in, and not to %s", p.at())
				require.NotContains(t, p.reads(), "Wanjiku")
			}
		})
	}
}

// at returns the path of the page that is shown when it is complete, or "" while it is not.
func (p *person) at() string {
	path, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? location.pathname : ""`))
	if err != nil {
		return ""
	}
	return path
}
