package web_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/web"
)

// noon is the time of every test.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// site serves the pages alone, with a fake behind them.
type site struct {
	tb     testing.TB
	http   *httpserver.Server
	signIn *fakeSignIn
	logs   *logs
}

// logs keeps log lines. It is safe for concurrent use.
type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var loadBook = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// setup is what a site is made of.
type setup struct {
	http  httpserver.Config
	pages web.Config
}

// newSite makes a site; change may set limits, or use-cases with something behind them.
func newSite(tb testing.TB, change ...func(*setup)) *site {
	tb.Helper()
	book, err := loadBook()
	require.NoError(tb, err)
	s := &site{tb: tb, signIn: &fakeSignIn{directory: book.Directory()}, logs: &logs{}}
	made := setup{
		http:  httpserver.Config{Now: func() time.Time { return noon }, Logger: slog.New(logline.New(s.logs, slog.LevelDebug))},
		pages: web.Config{SignIn: s.signIn, Directory: book.Directory(), Calendars: book, Usecases: usecasetest.New(tb, noon).Service},
	}
	for _, c := range change {
		c(&made)
	}
	s.http, err = httpserver.New(made.http)
	require.NoError(tb, err)
	made.pages.HTTP = s.http
	_, err = web.New(made.pages)
	require.NoError(tb, err)
	return s
}

// httpRequest is a request on its way.
type httpRequest struct{ *http.Request }

// with sets a header.
func (r httpRequest) with(name, value string) httpRequest {
	r.Header.Set(name, value)
	return r
}

// without removes a header.
func (r httpRequest) without(name string) httpRequest {
	r.Header.Del(name)
	return r
}

// as signs a request: "desk role", and optionally a third word for a machine.
func (r httpRequest) as(caller string) httpRequest {
	if len(strings.Fields(caller)) == 2 {
		caller += " dev-1"
	}
	return r.with(callerHeader, caller)
}

const (
	caseworker = "tha-caseworker-maesot caseworker"
	supervisor = "tha-supervisor-maesot supervisor"
)

// page is a request of a browser that shows the answer.
func page(method, path string, form url.Values) httpRequest {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "localhost:8080"
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return httpRequest{r}
}

// script is a request of the script of a page.
func script(path string, form url.Values) httpRequest {
	return page(http.MethodPost, path, form).with("Accept", "application/json")
}

// answer is a response.
type answer struct {
	tb         testing.TB
	StatusCode int
	Header     http.Header
	raw        []byte
}

func (s *site) serve(r httpRequest) answer {
	w := httptest.NewRecorder()
	s.http.Handler().ServeHTTP(w, r.Request)
	return answer{s.tb, w.Code, w.Result().Header, w.Body.Bytes()}
}

// at returns a member of the JSON object in the answer.
func (a answer) at(name string) any {
	a.tb.Helper()
	var all map[string]any
	require.NoError(a.tb, json.Unmarshal(a.raw, &all), "%s", a.raw)
	return all[name]
}

func cookies(a answer) map[string]*http.Cookie {
	out := map[string]*http.Cookie{}
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		out[c.Name] = c
	}
	return out
}

// routes lists the routes of the site as pairs of method and path.
func (s *site) routes() [][2]string {
	var out [][2]string
	for _, r := range s.http.ExtraRoutes() {
		out = append(out, [2]string{r.Method, r.Path})
	}
	return out
}
