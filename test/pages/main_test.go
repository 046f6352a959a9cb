package pages_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestMain ends the browser after the tests.
func TestMain(m *testing.M) {
	code := m.Run()
	if ended != nil {
		if err := ended(); err != nil {
			fmt.Fprintln(os.Stderr, "end Chromium:", err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// launched is the browser of all tests: each of them has its own users and tabs in it, and starting takes
// longer than most tests. ended ends it; nil while it has not been started.
var (
	launched = sync.OnceValues(launch)
	ended    func() error
)

// chromium returns the browser.
func chromium(tb testing.TB) browser {
	tb.Helper()
	b, err := launched()
	require.NoError(tb, err)
	return b
}

// launch starts a browser without a profile that connects only to this machine.
func launch() (browser, error) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		return browser{}, errors.New("there is no chromium on the PATH to look at the pages with: `make deps` installs it")
	}
	home, err := os.MkdirTemp("", "homeward-chromium-")
	if err != nil {
		return browser{}, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Env("HOME="+home), // chromedp makes a new data directory
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("hide-scrollbars", true),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(allocator)
	ended = func() error {
		leave()
		stop()
		return os.RemoveAll(home)
	}
	if err := chromedp.Do(ctx); err != nil {
		return browser{}, fmt.Errorf("start Chromium: %w", err)
	}
	return browser{ctx}, nil
}
