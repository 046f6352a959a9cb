package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/encode"
)

// What clients that were not written here met: proxies that compress, checks by HEAD, tokens that have expired.

// A proxy that compresses an answer marks the tag of a task. A decision by that tag is a decision by its version.
func TestADecisionByTheTagOfAProxy(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{`"1"`, `W/"1"`, `"1-gzip"`} {
		h := newTestAPI(t)
		h.ok(http.StatusOK, post("/cases/c7m2k9x4pq/tasks/register.1/decide", map[string]any{"outcome": "registered"}).as(registrar).with("If-Match", tag))
	}
	for tag, version := range map[string]int64{`"7"`: 7, `W/"7"`: 7, `"7-gzip"`: 7, "": 0} {
		require.Equal(t, version, encode.Version(tag), tag)
	}
	require.Equal(t, `"7"`, encode.Tag(`W/"7"`), "a retry through a proxy is the same request")
}

// HEAD is answered where GET is, without a body.
func TestHead(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	server := httptest.NewServer(h.server.Handler())
	t.Cleanup(server.Close)
	for path, status := range map[string]int{"/livez": 200, "/openapi.yaml": 200, "/docs": 200, "/cases": 401, "/events": 405} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodHead, server.URL+path, nil)
		require.NoError(t, err)
		response, err := server.Client().Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, status, response.StatusCode, path)
	}
}

// A client that sent a token learns that the token is the reason, and renews it.
func TestARefusedTokenIsNamed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	none := h.serve(get("/cases"))
	require.Equal(t, `Bearer realm="homeward"`, none.Header.Get("WWW-Authenticate"))
	expired := h.serve(get("/cases").with("Authorization", "Bearer hws_expired"))
	require.Equal(t, `Bearer realm="homeward", error="invalid_token"`, expired.Header.Get("WWW-Authenticate"))
}

// A page that polls gets no body while nothing has changed. The tag of a task begins with its version, and changes when
// anything of the answer does.
func TestAPollIsAnsweredByItsTag(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for path, who := range map[string]string{
		"/cases": caseworker, "/cases/c7m2k9x4pq": caseworker, "/tasks": registrar, "/cases/c7m2k9x4pq/tasks/register.1": registrar, "/whoami": registrar,
	} {
		first := h.ok(http.StatusOK, get(path).as(who))
		tag := first.Header.Get("ETag")
		require.Regexp(t, `^"([1-9][0-9]*-)?[0-9a-f]{16}"$`, tag, path)
		h.trail.take()
		for _, known := range []string{tag, "W/" + tag, `"other", ` + tag, strings.TrimSuffix(tag, `"`) + `-gzip"`, "*"} {
			same := h.ok(http.StatusNotModified, get(path).as(who).with("If-None-Match", known))
			require.Empty(t, same.raw, path)
			require.Equal(t, tag, same.Header.Get("ETag"), path)
		}
		h.ok(http.StatusOK, get(path).as(who).with("If-None-Match", `"1"`))
	}
	h.trail.take()
	a := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(caseworker))
	recorded := len(h.trail.take())
	require.NotZero(t, recorded)
	h.ok(http.StatusNotModified, get("/cases/c7m2k9x4pq").as(caseworker).with("If-None-Match", a.Header.Get("ETag")))
	require.Len(t, h.trail.take(), recorded, "a poll is recorded as any read")

	before, after := encode.ETag(3, []byte(`{"opened":false}`)), encode.ETag(3, []byte(`{"opened":true}`))
	require.NotEqual(t, before, after, "it was looked at")
	require.Equal(t, encode.Version(before), encode.Version(after))
	task := "/cases/c7m2k9x4pq/tasks/register.1"
	tag := h.ok(http.StatusOK, get(task).as(registrar)).Header.Get("ETag")
	h.ok(http.StatusOK, post(task+"/decide", map[string]any{"outcome": "registered"}).as(registrar).with("If-Match", tag))
}
