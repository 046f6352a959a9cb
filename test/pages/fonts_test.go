package pages_test

import (
	"path"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A page loads the font of the script that it is written in, and no other. Arabic has the device's own
// copy of the font, which this machine has, so that nothing is loaded.
func TestOnlyTheFontOfThePageIsLoaded(t *testing.T) {
	t.Parallel()
	site, b := openSite(t), chromium(t)
	for language, want := range map[string][]string{"en": nil, "ar": nil, "my": {"font-myanmar"}} {
		t.Run(language, func(t *testing.T) {
			p := b.person(t, screen{name: "phone", width: 390, height: 844, scheme: "light"}, language, site.address)
			p.goes("/signin")
			require.Eventually(t, func() bool {
				ready, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.fonts.status === "loaded"`))
				return err == nil && ready
			}, patience, 20*time.Millisecond)
			var loaded []string
			for _, address := range p.requests() {
				if name := path.Base(address); strings.HasPrefix(name, "font-") {
					loaded = append(loaded, name[:strings.LastIndex(name, "-")])
				}
			}
			require.Equal(t, want, loaded)
			require.Empty(t, p.complaints())
			p.keepPicture("fonts-" + language)
		})
	}
}
