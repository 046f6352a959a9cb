package site_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/site"
)

// After a proof the user is sent to a page of this site, for any link.
func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/account", "//evil.example", `/\evil.example`, "https://evil.example", "javascript:alert(1)", "/\tevil", "/.//evil.example", "///x", "", "/a\r\nSet-Cookie: b=c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		path := site.LocalPath(to)
		if path == "" {
			return
		}
		require.Equal(t, to, path)
		require.False(t, strings.ContainsAny(path, "\\\t\r\n"))
		home, err := url.Parse("https://homeward.example/signin")
		require.NoError(t, err)
		led, err := home.Parse(path)
		require.NoError(t, err)
		require.Equal(t, "homeward.example", led.Host)
		require.Equal(t, "https", led.Scheme)
	})
}
