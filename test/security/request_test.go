package security_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// mark is a text that no answer and no line of the log may repeat.
const mark = "Qvzname-Xwkmark"

// request is one request on its way.
type request struct {
	method, path string
	header       http.Header
	body         []byte
}

func get(path string) request {
	return request{method: http.MethodGet, path: path, header: http.Header{}}
}

// post returns a write with a new key. A body that is not a text is encoded as JSON.
func post(path string, body any) request {
	r := request{method: http.MethodPost, path: path, header: http.Header{"Idempotency-Key": {uuid.NewString()}}}
	switch b := body.(type) {
	case nil:
		return r
	case string:
		r.body = []byte(b)
	case []byte:
		r.body = b
	default:
		r.body, _ = json.Marshal(b)
	}
	return r.with("Content-Type", "application/json")
}

// with sets a header.
func (r request) with(name, value string) request {
	r.header = r.header.Clone()
	r.header.Set(name, value)
	return r
}

// as signs it.
func (r request) as(o officer) request { return r.with("Authorization", o.badge()) }

// answer is the answer to a request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ours is a client that follows no redirect and keeps nothing.
func ours() *http.Client {
	return &http.Client{
		Timeout:       time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// send sends a request and returns any answer.
func (h *installation) send(tb testing.TB, r request) answer {
	tb.Helper()
	sent, err := http.NewRequestWithContext(tb.Context(), r.method, "http://"+h.address+r.path, bytes.NewReader(r.body))
	require.NoError(tb, err)
	sent.Header = r.header
	response, err := ours().Do(sent)
	require.NoError(tb, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(tb, err)
	return answer{response.StatusCode, response.Header, body}
}

// code is the code of a problem, "" when the answer is not a problem.
func (a answer) code() string {
	var problem struct {
		Code string `json:"code"`
	}
	if !strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") || json.Unmarshal(a.body, &problem) != nil {
		return ""
	}
	return problem.Code
}

// into reads the answer.
func (a answer) into(tb testing.TB, v any) {
	tb.Helper()
	require.NoError(tb, json.Unmarshal(a.body, v), "%d %.500s", a.status, a.body)
}

// refused wants a problem with a code, and that nothing of what was sent comes back.
func (h *installation) refused(tb testing.TB, status int, code string, r request) answer {
	tb.Helper()
	a := h.send(tb, r)
	require.Equal(tb, status, a.status, "%s %.80s: %.300s", r.method, r.path, a.body)
	require.Equal(tb, code, a.code(), "%.300s", a.body)
	a.tellsNothing(tb)
	return a
}

// settled wants a write to be carried out.
func (h *installation) settled(tb testing.TB, r request) answer {
	tb.Helper()
	a := h.send(tb, r)
	require.Contains(tb, []int{http.StatusOK, http.StatusCreated}, a.status, "%s %s: %.600s", r.method, r.path, a.body)
	return a
}

// tellsNothing: no answer repeats the mark, in its body or its headers.
func (a answer) tellsNothing(tb testing.TB) {
	tb.Helper()
	require.NotContains(tb, strings.ToLower(string(a.body)), strings.ToLower(mark))
	for name, values := range a.header {
		require.NotContains(tb, strings.ToLower(name+strings.Join(values, " ")), strings.ToLower(mark))
	}
}

// m and l write JSON.
type (
	m = map[string]any
	l = []any
)
