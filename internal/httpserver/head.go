package httpserver

import (
	"net/http"
	"strings"
)

// answersHead answers a HEAD request as the GET of the same path, without the body (RFC 9110, section 9.3.2): the
// server leaves the body out. An event stream has no end and is not answered.
func answersHead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && !strings.HasSuffix(r.URL.Path, "/events") {
			get := r.Clone(r.Context())
			get.Method = http.MethodGet
			r = get
		}
		next.ServeHTTP(w, r)
	})
}
