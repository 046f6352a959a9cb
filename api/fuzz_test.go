package api_test

import (
	"net/http"
	"net/url"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// A cursor is one of ours or it is refused; it never causes an internal error and is never repeated.
func FuzzCursor(f *testing.F) {
	h := newTestAPI(f)
	for _, seed := range []string{"", "bm9uZQ", "MTc5NTI2MjQwMDAwMDAwMCBuZXh0", "AAAA", "../..", "%00", "MTc5NTI2MjQwMDAwMDAwMCA="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		res := h.serve(get("/cases?cursor=" + url.QueryEscape(cursor)).as(caseworker))
		require.Contains(t, []int{http.StatusOK, http.StatusBadRequest, http.StatusUnprocessableEntity}, res.StatusCode)
	})
}

// Any body is answered with a problem or a success, never with an internal error, and is not repeated.
func FuzzBody(f *testing.F) {
	h := newTestAPI(f)
	for _, seed := range []string{
		`{"outcome":"registered"}`, `{"outcome":"registered","reasons":"x","facts":[{"name":"age","value":"adult"}]}`, `{"outcome":1}`, `[`, "\xff", `{"a":{"a":{"a":1}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		own := *h
		own.tb = t
		a := own.do(post("/cases/c7m2k9x4pq/tasks/register.1/decide", raw).as(registrar).with("If-Match", `"1"`))
		require.Less(t, a.StatusCode, 500)
		require.True(t, utf8.Valid(a.raw))
		if a.StatusCode != http.StatusOK {
			require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		}
	})
}
