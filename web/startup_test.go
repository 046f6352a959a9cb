package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/httpserver"
)

func TestPagesSayThatTheServerIsBeingBuilt(t *testing.T) {
	t.Parallel()
	now := httpserver.Startup{}
	s := newSite(t, func(c *setup) { c.http.Startup = func() httpserver.Startup { return now } })
	show := func(language string) string {
		a := s.serve(page(http.MethodGet, "/invitation", nil).with("Accept-Language", language))
		require.Equal(t, http.StatusOK, a.StatusCode)
		return string(a.raw)
	}
	require.NotContains(t, show("en"), "you send is stored")
	now = httpserver.Startup{Waiting: true}
	require.Contains(t, show("en"), "Homeward is starting. You can read.")
	now = httpserver.Startup{Waiting: true, Compiled: 312, Packages: 1523}
	require.Contains(t, show("en"), "312 of 1523 packages. You can read. Everything that you send is stored")
	require.Contains(t, show("ar"), "\u2068312\u2069 من \u20681523\u2069", "each number keeps its own direction")
	require.Contains(t, show("my"), "1523 ခုအနက်")
}
