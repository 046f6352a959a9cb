package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Changes are printed until the session ends; the exit code is that of a caller who is not signed in.
func TestFollowingFromTheCommandLine(t *testing.T) {
	t.Parallel()
	signIn := signsIn()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if signIn(w, r) {
			return
		}
		asked = append(asked, r.URL.RequestURI()+" "+r.Header.Get("Accept"))
		if len(asked) > 1 && asked[len(asked)-1] == asked[len(asked)-2] {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"type":"/problems/denied","title":"Not yours","status":403,"code":"denied","request_id":"x"}`)
			return
		}
		_, _ = io.WriteString(w, "event: look\ndata: {}\n\nid: 7\nevent: changed\ndata: {\"kind\":\"case\",\"ref\":\"c1\",\"seq\":7}\n\nevent: end\ndata: {\"code\":\"unsigned\"}\n\n")
	}))
	t.Cleanup(s.Close)
	out, err, code := homeward(t, nil, "follow", "c1", "--server", s.URL, "--as", "tha-registrar-maesot")
	require.Equal(t, ExitDenied, code, err)
	require.Equal(t, "look\ncase c1 7\n", out)
	require.Equal(t, "/events?case=c1 text/event-stream, application/problem+json", asked[0])
	out, _, _ = homeward(t, nil, "follow", "--json", "--server", s.URL, "--as", "tha-registrar-maesot")
	lines := strings.Split(out, "\n")
	require.Len(t, lines, 3, "one line for each change")
	require.JSONEq(t, `{"kind":"case","ref":"c1","seq":7}`, lines[1])
}
