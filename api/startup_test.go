package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/httpserver"
)

func TestReadinessSaysThatTheServerIsBeingBuilt(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	config, now := h.config(), httpserver.Startup{}
	config.server.Startup = func() httpserver.Startup { return now }
	h.start(config)
	ready := func() string {
		a := h.serve(get("/readyz"))
		require.Equal(t, http.StatusOK, a.StatusCode, "reading works all the time")
		return string(a.raw)
	}
	require.JSONEq(t, `{"status": "ok"}`, ready())
	now = httpserver.Startup{Waiting: true}
	require.Contains(t, ready(), "is being started")
	now = httpserver.Startup{Waiting: true, Compiled: 312, Packages: 1523}
	require.JSONEq(t, `{"status": "ok", "starting": "the Temporal server is being built: 312 of 1523 packages"}`, ready())
	require.Contains(t, string(h.serve(get("/livez")).raw), `"ok"`)
}
