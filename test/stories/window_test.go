package stories_test

import (
	"context"
	"encoding/json"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
)

// window is an officer in front of the pages, in a browser of their own.
type window struct {
	*story

	ctx context.Context // to chromedp it is the tab
}

// browser is a running Chromium.
type browser struct {
	ctx context.Context // to chromedp it is the process
}

// chromium starts a browser without a profile that connects only to this machine. It ends with the test.
func chromium(t *testing.T) browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	require.NoError(t, err, "there is no chromium on the PATH: `make deps` installs it")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Env("HOME="+t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"), chromedp.Flag("no-proxy-server", true),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	require.NoError(t, chromedp.Do(ctx), "start Chromium")
	return browser{ctx}
}

// sits opens a window for an officer, who is signed in.
func (s *story) sits(b browser, by officer) *window {
	s.t.Helper()
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	s.t.Cleanup(leave)
	yes := true
	_, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{
		Name: identity.SessionCookie, Value: s.token(s.t.Context(), by), URL: s.site.address, Path: "/", Secure: &yes, HTTPOnly: &yes,
	})
	require.NoError(s.t, err)
	_, err = chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": "en"}})
	require.NoError(s.t, err)
	return &window{s, ctx}
}

// goes opens a page.
func (w *window) goes(path string) {
	w.t.Helper()
	require.NoError(w.t, chromedp.Do(w.ctx, chromedp.Navigate(w.site.address+path)))
}

// reads returns the text of the page.
func (w *window) reads() string {
	w.t.Helper()
	text, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`(document.querySelector("main") || document.body)?.textContent || ""`))
	require.NoError(w.t, err)
	return strings.Join(strings.Fields(text), " ")
}

// opensUntil opens a page again and again until it says something.
func (w *window) opensUntil(path, says string) {
	w.t.Helper()
	var last string
	require.Eventually(w.t, func() bool {
		w.goes(path)
		last = w.reads()
		return strings.Contains(last, says)
	}, patience, 300*time.Millisecond, "%s never says %q", path, says)
}

// fill is one field of a form: a box or a circle that is ticked by its value, or a text.
type fill struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// sends fills in the form that is sent to an address that ends so, sends it, and waits for a page whose
// path matches. A form that is not there, or a field that it does not have, fails the test.
func (w *window) sends(action, arrives string, fields ...fill) string {
	w.t.Helper()
	raw, err := json.Marshal(fields)
	require.NoError(w.t, err)
	script := `(() => {
		const form = [...document.forms].find((f) => new URL(f.action).pathname.endsWith(` + quoted(action) + `));
		if (!form) return "no form for " + ` + quoted(action) + `;
		for (const { name, value } of ` + string(raw) + `) {
			const all = [...form.elements].filter((e) => e.name === name && e.type !== "hidden");
			const ticked = all.find((e) => (e.type === "radio" || e.type === "checkbox") && e.value === value);
			if (ticked) { ticked.checked = true; continue; }
			if (all.length !== 1) return "no field " + name + " for " + value;
			all[0].value = value;
			if (all[0].value !== value) return "no answer " + value + " of " + name;
		}
		document.documentElement.dataset.sent = "yes";
		form.requestSubmit(form.querySelector("button:not([formaction])"));
		return "";
	})()`
	wrong, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](script))
	require.NoError(w.t, err)
	require.Empty(w.t, wrong, "%s", w.reads())
	path, want := "", regexp.MustCompile(arrives)
	require.Eventually(w.t, func() bool {
		at, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.readyState === "complete" && document.documentElement.dataset.sent !== "yes" ? location.href : ""`))
		if err != nil || at == "" {
			return false
		}
		u, err := url.Parse(at)
		path = at
		if err == nil {
			path = u.Path
		}
		return true
	}, patience, 50*time.Millisecond, "the form for %s is answered", action)
	require.Regexp(w.t, want, path, "%s", w.reads())
	return path
}

// quoted is a text of a script.
func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }
