package pages_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// patience is how long one check of a page may take, with the start of the browser.
const patience = time.Minute

// browser is a Chromium that runs. Its contexts are kept, because to chromedp they are the
// browser and its tabs, and not a caller's.
type browser struct{ ctx context.Context }

// screen is a screen on which a page is checked.
type screen struct {
	name          string
	width, height int64
	phone         bool
	scheme        string // light or dark
}

func (s screen) String() string { return s.name + "-" + s.scheme }

func screens() []screen {
	var all []screen
	for _, scheme := range []string{"light", "dark"} {
		all = append(all,
			screen{name: "phone", width: 390, height: 844, phone: true, scheme: scheme},
			screen{name: "desk", width: 1280, height: 900, scheme: scheme})
	}
	return all
}

// tab is a page that is open on a screen.
type tab struct {
	ctx    context.Context
	tb     testing.TB
	screen screen
	mu     sync.Mutex
	heard  []string // what the browser complained of
	asked  []string // the addresses that were asked for
}

// open loads a page and waits until it is there.
func (b browser) open(tb testing.TB, s screen, address string) *tab {
	tb.Helper()
	ctx, leave := chromedp.NewContext(b.ctx)
	tb.Cleanup(leave)
	ctx, cancel := context.WithTimeout(ctx, patience)
	tb.Cleanup(cancel)
	t := &tab{ctx: ctx, tb: tb, screen: s}
	require.NoError(tb, chromedp.Listen(ctx, t.hear))
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script(tb, "refusals.js")})
	require.NoError(tb, err)
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}},
	})
	require.NoError(tb, err)
	var as []chromedp.EmulateViewportOption
	if s.phone {
		as = append(as, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait, chromedp.EmulateScale(2))
	}
	require.NoError(tb, chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height, as...)))
	response, err := chromedp.RunResponse(ctx, chromedp.Navigate(address))
	require.NoError(tb, err)
	require.EqualValues(tb, 200, response.Status)
	return t
}

// hear records messages of the browser.
func (t *tab) hear(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.asked = append(t.asked, e.Request.URL)
	case *log.EventEntryAdded:
		t.heard = append(t.heard, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *runtime.EventConsoleAPICalled:
		t.heard = append(t.heard, fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		t.heard = append(t.heard, "exception: "+e.ExceptionDetails.Text)
	}
}

// complaints returns the errors that the browser has reported.
func (t *tab) complaints() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string{}, t.heard...)
}

// requests returns the addresses that were requested.
func (t *tab) requests() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string{}, t.asked...)
}

// run runs a script of testdata in the page and returns what it finds.
func run[T any](t *tab, name string) T {
	t.tb.Helper()
	found, err := chromedp.Run(t.ctx, chromedp.Evaluate[T]("("+strings.TrimSuffix(strings.TrimSpace(script(t.tb, name)), ";")+")()"))
	require.NoError(t.tb, err, name)
	return found
}

func script(tb testing.TB, name string) string {
	tb.Helper()
	content, err := os.ReadFile("testdata/" + name)
	require.NoError(tb, err)
	return string(content)
}
