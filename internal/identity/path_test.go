package identity_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
)

// After a sign-in the user stays on our site, for any link.
func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{
		"/", "/account", "/cases?stage=rescue", "//evil.example", `/\evil.example`, "https://evil.example", "javascript:alert(1)", "/\tevil", "/%2f/evil",
		"/.//evil.example", "/..//evil.example", "///evil.example", "/a#b", "", "evil.example", "/@evil.example", "/%0d%0aSet-Cookie:a", "/\u2028",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		path := identity.LocalPath(to)
		require.True(t, strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//"))
		require.False(t, strings.ContainsAny(path, "\\\t\r\n"))
		home, err := url.Parse("https://homeward.example/signin")
		require.NoError(t, err)
		led, err := home.Parse(path)
		require.NoError(t, err)
		require.Equal(t, "homeward.example", led.Host)
		require.Equal(t, "https", led.Scheme)
		require.Contains(t, []string{"/", to}, path)
	})
}
