package rights_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/api/contract"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
)

// served are the handlers of the API before the use-cases of a place, with its clock.
type served struct {
	*life

	handler http.Handler
	known   map[string]officer
}

// signed reads the officer of a request from a header.
type signed struct{ served }

// Authenticate reads the header. Signing in is tested elsewhere.
func (s signed) Authenticate(r *http.Request) (identity.Caller, error) {
	o, known := s.known[r.Header.Get("Officer")]
	if !known {
		return identity.Caller{}, fault.New(fault.Unsigned, "the request does not say who sends it")
	}
	return identity.Caller{Actor: o.Actor, Session: "s", ProvenAt: s.clock}, nil
}

// Recheck trusts the header.
func (signed) Recheck(*http.Request, identity.Caller) error { return nil }

type ready struct{}

func (ready) Ping(context.Context) error { return nil }

// serves makes the handlers.
func (l *life) serves(t *testing.T) served {
	t.Helper()
	s := served{life: l, known: map[string]officer{}}
	for _, o := range l.all {
		s.known[string(o.Account)] = o
	}
	now := func() time.Time { return l.clock }
	server, err := httpserver.New(httpserver.Config{Now: now, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	_, err = api.New(api.Config{
		HTTP: server, Authenticator: signed{s}, Usecases: l.Service, AuditLog: l.Audit, Record: ready{}, Events: &live.Hub{}, Now: now, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	s.handler = server.Handler()
	return s
}

// asks sends one request of an officer, and returns the whole answer but for its request number: status, headers and body.
func (s served) answers(t *testing.T, o officer, method, path, key, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewBufferString(body))
	r.RemoteAddr = "192.0.2.1:" + string(o.Account)
	r.Header.Set("Officer", string(o.Account))
	r.Header.Set("X-Request-Id", "r")
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", key)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("If-Match", `"999999"`)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	head := w.Header().Clone()
	for _, one := range []string{"X-Request-Id", "Request-Id", "Traceparent", "Date"} {
		head.Del(one)
	}
	raw, err := json.Marshal(head)
	require.NoError(t, err)
	return w.Code, http.StatusText(w.Code) + " " + string(raw) + " " + around.ReplaceAllString(w.Body.String(), "")
}

// operations are those of the contract.
func operations(t *testing.T) []contract.Operation {
	t.Helper()
	raw, err := os.ReadFile("../../../api/openapi.yaml")
	require.NoError(t, err)
	spec, err := contract.Load(raw)
	require.NoError(t, err)
	return spec.Operations
}
