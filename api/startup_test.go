package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
)

func TestReadinessAndPagesSayThatTheServerIsBeingBuilt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	config, now := h.config(), api.Startup{}
	config.Startup = func() api.Startup { return now }
	var err error
	h.server, err = api.New(config)
	require.NoError(t, err)
	ready := func() string {
		a := h.serve(get("/readyz"))
		require.Equal(t, http.StatusOK, a.StatusCode, "reading works all the time")
		return string(a.raw)
	}
	page := func(language string) string {
		request := get("/invitation")
		request.Header.Set("Accept", "text/html")
		request.Header.Set("Accept-Language", language)
		a := h.serve(request)
		require.Equal(t, http.StatusOK, a.StatusCode)
		return string(a.raw)
	}
	require.JSONEq(t, `{"status": "ok"}`, ready())
	require.NotContains(t, page("en"), "What you send is stored")

	now = api.Startup{Waiting: true}
	require.Contains(t, ready(), "is being started")
	require.Contains(t, page("en"), "Homeward is starting. You can read.")

	now = api.Startup{Waiting: true, Compiled: 312, Packages: 1523}
	require.JSONEq(t, `{"status": "ok", "starting": "the Temporal server is being built: 312 of 1523 packages"}`, ready())
	require.Contains(t, page("en"), "312 of 1523 packages. You can read. What you send is stored")
	require.Contains(t, page("ar"), "\u2068312\u2069 من \u20681523\u2069", "each number keeps its own direction")
	require.Contains(t, page("my"), "1523 ခုအနက်")
	require.Contains(t, string(h.serve(get("/livez")).raw), `"ok"`)
}
