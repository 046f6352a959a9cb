package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// For any request of an officer the API answers with a text of its own: never an internal error, never
// a redirect, and nothing of what was sent.
func FuzzRequest(f *testing.F) {
	h := newTestAPI(f)
	for _, seed := range [][5]string{
		{"GET", "/cases", "stage=rescue&limit=3", "", ""},
		{"POST", "/cases", "", "application/json", `{"host":"THA","told_of_purpose":"yes","person":{"name":"a"}}`},
		{"POST", "/cases/c7m2k9x4pq/tasks/register.1/decide", "", "application/json; charset=utf-8", `{"outcome":"registered"}`},
		{"POST", "/operations/o5t8r2w6yz/lists", "author=custodian", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nName\na\r\n--x--\r\n"},
		{"POST", "/operations/o5t8r2w6yz/lists", "author=custodian&as_of=2026-02-30", "application/octet-stream", "Name;Nationality\na;Kenya\n"},
		{"POST", "/movements/m6v1b8n2xc/slip", "", "application/json", `{"departs_at":"2026-12-02T14:00:00Z"}`},
		{"GET", "/cases/c7m2k9x4pq/consents/withdrawal", "consent=C4", "", ""},
		{"GET", "/problems/%2e%2e", "a=%zz", "", ""},
		{"POST", "/cases", "", "multipart/form-data", ""},
		{"DELETE", "/cases/c7m2k9x4pq", "", "a/b; c=\"", "x"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4])
	}
	f.Fuzz(func(t *testing.T, method, path, query, kind, body string) {
		const secret = "Qz7vMarked"
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/events") || strings.ContainsAny(method+path+query, " \r\n\x00#?") || method == "" {
			return
		}
		r, err := http.NewRequestWithContext(t.Context(), method, "http://localhost:8080"+path+"?"+query, strings.NewReader(strings.ReplaceAll(body, "a", secret)))
		if err != nil {
			return
		}
		sent := newRequest(http.MethodPost, "/cases", nil).as(registrar).with("Content-Type", kind).with("If-Match", `"1"`)
		r.Header, r.RemoteAddr, r.RequestURI = sent.Header, sent.RemoteAddr, r.URL.RequestURI()
		r = r.WithContext(sent.Context())
		w := httptest.NewRecorder()
		h.server.Handler().ServeHTTP(w, r)
		require.NotContains(t, []int{http.StatusInternalServerError, http.StatusMovedPermanently, http.StatusFound, http.StatusPermanentRedirect}, w.Code, "%s", w.Body)
		if w.Code >= http.StatusBadRequest {
			require.NotContains(t, w.Body.String(), secret)
		}
	})
}
