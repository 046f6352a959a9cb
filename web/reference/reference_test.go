package reference_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/web/reference"
)

func render(tb testing.TB, edit func(string) string) *reference.Pages {
	tb.Helper()
	raw, err := os.ReadFile("../../api/openapi.yaml")
	require.NoError(tb, err)
	c, err := contract.Load([]byte(edit(string(raw))))
	require.NoError(tb, err)
	r, err := reference.New(c, []reference.Problem{{Code: "stale", Status: 412, Title: "It <has> changed", Help: "Look & decide."}})
	require.NoError(tb, err)
	return r
}

func same(s string) string { return s }

// The page needs nothing else: no script, nothing from elsewhere, no style but its own. Every
// link within it has a target.
func TestReferenceNeedsNothingElse(t *testing.T) {
	t.Parallel()
	r := render(t, same)
	html := string(r.Contract())
	for _, never := range []string{"<script", "<iframe", "<img", "<link", "<form", "http://", "https://", " style=", " onclick", "javascript:", "@import", "url("} {
		require.NotContains(t, html, never)
	}
	require.Equal(t, 1, strings.Count(html, "<style>"))
	require.Contains(t, r.ContentPolicy(), "default-src 'none'; style-src 'sha256-")
	require.NotContains(t, r.ContentPolicy(), "unsafe")
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(html, -1) {
		require.False(t, ids[m[1]], "%s stands twice", m[1])
		ids[m[1]] = true
	}
	links := regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(html, -1)
	require.Greater(t, len(links), 200)
	for _, m := range links {
		require.True(t, ids[m[1]], "#%s leads nowhere", m[1])
	}
	require.Contains(t, html, `<html lang="en">`)
	require.Contains(t, html, `name="viewport"`)
	require.Equal(t, 1, strings.Count(html, "<h1>"))
	require.NotContains(t, html, "&lt;p&gt;", "rendered twice")
}

// A description is shown as text: HTML in it is escaped.
func TestDescriptionsAreText(t *testing.T) {
	t.Parallel()
	evil := "summary: '<script>alert(1)</script> & \"co\"'"
	r := render(t, func(s string) string { return strings.Replace(s, "summary: Open a case by hand", evil, 1) })
	require.NotContains(t, string(r.Contract()), "<script")
	require.Contains(t, string(r.Contract()), "&lt;script&gt;")
	r = render(t, func(s string) string {
		return strings.Replace(s, "description: \"Fourteen consents, each given and taken back by itself. Withdrawing freezes, then undoes in reverse; it can be previewed.\"}",
			"description: \"Evil `<b>*x*` **<i>bold</i>** *em* and `half\"}", 1)
	})
	require.Contains(t, string(r.Contract()), "<code>&lt;b&gt;&#42;x&#42;</code> <strong>&lt;i&gt;bold&lt;/i&gt;</strong> <em>em</em> and `half")
}

func TestProblemPages(t *testing.T) {
	t.Parallel()
	r := render(t, same)
	html, ok := r.Problem("stale")
	require.True(t, ok)
	require.Contains(t, string(html), "It &lt;has&gt; changed")
	require.Contains(t, string(html), "Look &amp; decide.")
	_, ok = r.Problem("no such problem")
	require.False(t, ok)
}

func TestLimitsInWords(t *testing.T) {
	t.Parallel()
	least, most := 1.0, 2.5
	require.Equal(t, []string{"length 1 to 5", "at least 1", "at most 2.5"},
		reference.Limits(&contract.Schema{MinLength: 1, MaxLength: 5, MaxItems: -1, MaxProps: -1, Min: &least, Max: &most}))
	require.Equal(t, []string{"items at least 2", "members at most 3", "each once"},
		reference.Limits(&contract.Schema{MaxLength: -1, MinItems: 2, MaxItems: -1, MaxProps: 3, Unique: true}))
}
