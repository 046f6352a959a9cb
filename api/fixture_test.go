package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/workflows"
)

// noon is the time in these tests.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// testAPI is an API with a fake record, fake commands and a fake audit log.
type testAPI struct {
	tb       testing.TB
	server   *httpserver.Server
	fake     *fakeRecord
	commands *fakeCommands
	trail    *fakeTrail
	// notary signs the audit log; witnesses countersign it.
	notary    *audit.Notary
	secret    string // the notary's
	witnesses []audit.Witness
	hub       *live.Hub
	book      *corridor.Set
	logs      *logs
	contract  *oracle
	provenAt  time.Time // when every caller last proved their identity
	*sample
}

// provenAuthenticator sets the time when callers proved their identity.
type provenAuthenticator struct {
	api.Authenticator

	at *time.Time
}

func (p provenAuthenticator) Authenticate(r *http.Request) (identity.Caller, error) {
	caller, err := p.Authenticator.Authenticate(r)
	caller.ProvenAt = *p.at
	return caller, err
}

// logs keeps the lines of the process log. It is safe for concurrent use.
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

var loadVocabulary = sync.OnceValues(roster.LoadVocabulary)

// newTestAPI makes an API. Its record has one of everything; see sample.
func newTestAPI(tb testing.TB) *testAPI {
	tb.Helper()
	h := &testAPI{tb: tb, provenAt: noon, fake: &fakeRecord{}, commands: &fakeCommands{}, trail: &fakeTrail{}, hub: &live.Hub{}, logs: &logs{}, contract: newOracle(tb)}
	var err error
	h.book, err = loadBook()
	require.NoError(tb, err)
	h.secret = newAuditKey(tb)
	h.notary, err = audit.NewNotary(h.secret)
	require.NoError(tb, err)
	h.start(h.config())
	h.sample = newSample(h)
	return h
}

// config is the configuration of an API and of its server.
type config struct {
	api.Config

	usecases usecase.Config
	server   httpserver.Config
}

// assemble makes a server with an API.
func (c config) assemble() (*httpserver.Server, error) {
	server, err := httpserver.New(c.server)
	if err != nil {
		return nil, err
	}
	c.usecases.Panicked = server.Panicked
	if c.Usecases, err = usecase.New(c.usecases); err != nil {
		return nil, err
	}
	c.HTTP = server
	_, err = api.New(c.Config)
	return server, err
}

// start replaces the API by one with another config.
func (h *testAPI) start(c config) {
	h.tb.Helper()
	var err error
	h.server, err = c.assemble()
	require.NoError(h.tb, err)
}

func (h *testAPI) config() config {
	words, err := loadVocabulary()
	require.NoError(h.tb, err)
	questionnaires, err := reintegration.Shipped()
	require.NoError(h.tb, err)
	keeping, err := retention.Load(corridors.Files(), nil)
	require.NoError(h.tb, err)
	now, logger := func() time.Time { return noon }, slog.New(logline.New(h.logs, slog.LevelDebug))
	return config{server: httpserver.Config{Now: now, Logger: logger}, usecases: usecase.Config{
		Retention: keeping, Commands: h.commands, Audit: h.trail, AuditKey: h.notary.Key(), Witnesses: h.witnesses, Store: h.fake, Directory: h.book.Directory(),
		Corridors: h.book, Rosters: words, Questionnaires: questionnaires, Procedure: workflows.Procedure, NewRef: func() casework.Ref { return "mintedref1" }, Now: now,
	}, Config: api.Config{
		Authenticator: provenAuthenticator{headerAuthenticator{h.book.Directory()}, &h.provenAt}, AuditLog: h.trail, Record: h.fake, Events: h.hub, Now: now, Logger: logger,
	}}
}

func loopbackAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

// request is one request, with a caller; a write has a key.
type request struct {
	*http.Request
	raw []byte
}

// with sets a header.
func (r request) with(name, value string) request {
	r.Header.Set(name, value)
	return r
}

// without removes a header.
func (r request) without(name string) request {
	r.Header.Del(name)
	return r
}

// as sets the caller of a request: "desk role", or "desk role account".
func (r request) as(who string) request {
	if len(strings.Fields(who)) == 2 {
		who += " dev-1"
	}
	return r.with(callerHeader, who)
}

// The callers of these tests.
const (
	caseworker  = "tha-caseworker-maesot caseworker"
	supervisor  = "tha-supervisor-maesot supervisor"
	registrar   = "tha-registrar-maesot registrar"
	consul      = "eth-mission-newdelhi consular_officer"
	screener    = "tha-screener-maesot screener"
	medic       = "tha-medical-maesot medical_officer"
	transporter = "tha-transport-maesot transport_coordinator"
	approver    = "tha-movement movement_approver"
	escort      = "tha-escort-maesot escort"
	receiver    = "eth-receiving receiving_officer"
	officer     = "eth-reintegration-desk reintegration_officer"
	prosecutor  = "tha-prosecutor-maesot prosecutor"
	immigration = "tha-immigration-maesot immigration_officer"
	coordinator = "tha-coordination national_coordinator"
	lead        = "tha-coordination operation_lead"
	protection  = "tha-coordination data_protection_officer"
	auditor     = "tha-coordination auditor"
	stranger    = "khm-caseworker-phnompenh caseworker"
)

const key = "0f2f0b86-7a0c-4a35-9d3e-1d4a1f4f9f11"

// newRequest makes a request from this machine. A body that is not a text is encoded as JSON.
func newRequest(method, path string, body any) request {
	var raw []byte
	switch b := body.(type) {
	case nil:
	case string:
		raw = []byte(b)
	case []byte:
		raw = b
	default:
		raw, _ = json.Marshal(b)
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(raw))
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "localhost:8080"
	r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, loopbackAddr()))
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", key)
	}
	return request{r, raw}
}

func get(path string) request            { return newRequest(http.MethodGet, path, nil) }
func post(path string, body any) request { return newRequest(http.MethodPost, path, body) }

// answer is the answer to a request.
type answer struct {
	tb         testing.TB
	StatusCode int
	Header     http.Header
	raw        []byte
}

// serve sends any request.
func (h *testAPI) serve(r request) answer {
	w := httptest.NewRecorder()
	h.server.Handler().ServeHTTP(w, r.Request)
	return answer{h.tb, w.Code, w.Result().Header, w.Body.Bytes()}
}

// do sends a request and validates the answer against the contract.
func (h *testAPI) do(r request) answer {
	h.tb.Helper()
	a := h.serve(r)
	h.contract.holds(h.tb, r, a)
	return a
}

// ok sends a request that the contract allows and requires a status.
func (h *testAPI) ok(status int, r request) answer {
	h.tb.Helper()
	require.NoError(h.tb, h.contract.request(r), "the contract does not allow the request of this test")
	a := h.do(r)
	require.Equal(h.tb, status, a.StatusCode, "%s", a.raw)
	return a
}

// refused sends a request and requires a problem.
func (h *testAPI) refused(status int, code string, r request) problem {
	h.tb.Helper()
	a := h.do(r)
	require.Equal(h.tb, status, a.StatusCode, "%s", a.raw)
	require.Equal(h.tb, "application/problem+json", a.Header.Get("Content-Type"))
	var p problem
	a.into(&p)
	require.Equal(h.tb, code, p.Code, "%s", a.raw)
	require.Equal(h.tb, status, p.Status)
	require.Equal(h.tb, "/problems/"+code, p.Type)
	require.Equal(h.tb, a.Header.Get("X-Request-Id"), p.RequestID)
	return p
}

func (a answer) into(v any) {
	a.tb.Helper()
	require.NoError(a.tb, json.Unmarshal(a.raw, v), "%s", a.raw)
}

// at returns a value of the answer, by the names of its path.
func (a answer) at(path ...string) any {
	a.tb.Helper()
	var v any
	a.into(&v)
	for _, name := range path {
		m, ok := v.(map[string]any)
		require.True(a.tb, ok, "%s", name)
		v = m[name]
	}
	return v
}

// problem is a problem document as a client reads it.
type problem struct {
	Type, Title, Code, Detail string
	Status                    int
	RequestID                 string `json:"request_id"`
	Errors                    []struct {
		Pointer, Parameter, Code string
		Allowed                  []string
	}
	Gates []struct {
		Gate  string
		Never bool
		Unmet []struct {
			Condition, Owner, Desk string
			Since                  time.Time
			AgeSeconds             int `json:"age_seconds"`
		}
	}
	Decided struct{ Outcome, Desk string }
}

// field returns a member of a JSON object.
func field(t *testing.T, v any, name string) any {
	t.Helper()
	members, ok := v.(map[string]any)
	require.True(t, ok)
	return members[name]
}
