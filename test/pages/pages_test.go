package pages_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// The addresses that are checked: the reference, and the page of one problem as an example.
func addresses() map[string]string {
	return map[string]string{"docs": "/docs", "problem": "/problems/stale"}
}

func TestPages(t *testing.T) {
	t.Parallel()
	site, b := serve(t), chromium(t)
	for name, path := range addresses() {
		for _, s := range screens() {
			t.Run(name+"-"+s.String(), func(t *testing.T) {
				look(t, b, s, site+path)
			})
		}
	}
}

// look opens a page and holds it against what every page must be.
func look(t *testing.T, b browser, s screen, address string) {
	t.Helper()
	page := b.open(t, s, address)
	page.keepPicture(filepath.Base(t.Name()))
	page.fits()
	page.canBeRead()
	page.leadsSomewhere(address)
	require.Empty(t, page.complaints(), "the browser complains")
	for _, request := range page.requests() {
		require.True(t, strings.HasPrefix(request, origin(address)+"/"), "the page asks for %s", request)
	}
}

// fits requires that everything fits into the screen, and that the text comes first.
func (t *tab) fits() {
	t.tb.Helper()
	layout := run[struct {
		Wide, Width, Height    int64
		FirstWordsEnd          float64
		Over, Refusals, Broken []string
		Lang, Paper            string
	}](t, "layout.js")
	require.Equal(t.tb, t.screen.width, layout.Width, "something wide has made the screen wider")
	require.LessOrEqual(t.tb, layout.Wide, layout.Width, "the page is wider than the screen: %v", layout.Over)
	require.Less(t.tb, layout.FirstWordsEnd, float64(layout.Height), "no words of the text are to be seen before one scrolls")
	require.Empty(t.tb, layout.Refusals, "the content policy refuses what the page has")
	require.Empty(t.tb, layout.Broken, "a picture is broken")
	require.Equal(t.tb, "en", layout.Lang)
	require.Equal(t.tb, map[string]string{"light": "rgb(251, 250, 247)", "dark": "rgb(22, 24, 28)"}[t.screen.scheme], layout.Paper)
}

// canBeRead: the contrast is enough and no level of the headings is left out.
func (t *tab) canBeRead() {
	t.tb.Helper()
	contrast := run[struct {
		Texts int
		Least float64
		Faint []string
	}](t, "contrast.js")
	require.Greater(t.tb, contrast.Texts, 5)
	require.Empty(t.tb, contrast.Faint, "too faint")
	require.Less(t.tb, contrast.Least, 21.0, "no page has nothing but black on white; the reckoning is wrong")
	level := 0
	for _, h := range run[[]struct {
		Level int
		Text  string
	}](t, "headings.js") {
		require.LessOrEqual(t.tb, h.Level, level+1, "%q leaves out a level", h.Text)
		require.True(t.tb, h.Level > 1 || level == 0, "%q is a second title", h.Text)
		require.NotEmpty(t.tb, h.Text)
		level = h.Level
	}
	require.Positive(t.tb, level, "the page has headings")
}

// leadsSomewhere: every link does.
func (t *tab) leadsSomewhere(address string) {
	t.tb.Helper()
	links := run[struct {
		Inside                    int
		Nowhere, Nameless, Others []string
	}](t, "links.js")
	require.Empty(t.tb, links.Nowhere, "links that lead nowhere")
	require.Empty(t.tb, links.Nameless, "links without words")
	require.NotEmpty(t.tb, links.Others)
	for _, other := range links.Others {
		require.True(t.tb, strings.HasPrefix(other, origin(address)+"/"), "%s leads away", other)
		file, part, _ := strings.Cut(other, "#")
		body := get(t.tb, file)
		if part != "" {
			require.Contains(t.tb, body, `id="`+part+`"`, "%s leads nowhere", other)
		}
	}
}

// The table of contents can be reached, opened and used by the keyboard alone, and the focus is visible at
// each step. On a phone it is closed until the user opens it.
func TestContentsByKeyboard(t *testing.T) {
	t.Parallel()
	site, b := serve(t), chromium(t)
	for _, s := range screens() {
		t.Run(s.String(), func(t *testing.T) {
			page := b.open(t, s, site+"/docs")
			focused := page.press(kb.Tab)
			require.Equal(t, "To the contract", focused.Text, "the first stop leads past the contents")
			opened := false
			for range 5 {
				focused = page.press(kb.Tab)
				if focused.Tag == "SUMMARY" {
					require.False(t, opened)
					opened = true
					page.keepPicture("contents-closed-" + s.String())
					focused = page.press(kb.Enter)
					page.keepPicture("contents-open-" + s.String())
				}
				if focused.Contents && focused.Tag == "A" {
					break
				}
			}
			require.Equal(t, "About", focused.Text, "the contents' first link")
			require.Equal(t, s.phone, opened, "the contents are closed on a phone, and there alone")
			page.press(kb.Enter)
			at := run[focus](page, "focus.js")
			require.Equal(t, "#about", at.Hash)
		})
	}
}

// focus returns the element that has the focus.
type focus struct {
	Tag, Text, Hash string
	Seen, Contents  bool
}

// press presses a key and returns the element that then has the focus, which must be visible.
func (t *tab) press(key string) focus {
	t.tb.Helper()
	require.NoError(t.tb, chromedp.Do(t.ctx, chromedp.KeyEvent(key)))
	at := run[focus](t, "focus.js")
	if key == kb.Tab {
		require.True(t.tb, at.Seen, "the focus on %s %q cannot be seen", at.Tag, at.Text)
	}
	return at
}

// keepPicture stores a screenshot in the directory HOMEWARD_SCREENSHOTS, or in a temporary directory of
// the test if that is not set.
func (t *tab) keepPicture(name string) {
	t.tb.Helper()
	dir := os.Getenv("HOMEWARD_SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(t.ctx, chromedp.CaptureScreenshot())
	require.NoError(t.tb, err)
	size, err := png.DecodeConfig(bytes.NewReader(picture))
	require.NoError(t.tb, err)
	require.Positive(t.tb, size.Width)
	require.NoError(t.tb, os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600))
}

// origin is the part of an address that names the server.
func origin(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
