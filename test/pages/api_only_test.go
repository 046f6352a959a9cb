package pages_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/workflows"
)

// The API here has empty parts: a page that called one of them would fail.
type (
	noAuthenticator struct{ api.Authenticator }
	noCommands      struct{ act.Commands }
	noStore         struct{ usecase.Store }
	noRecord        struct{ api.Pinger }
	noTrail         struct{ request.Log }
	noDirectory     struct{ act.Directory }
	noCorridors     struct{ ofCorridors }
	ofCorridors     interface{ act.Corridors } // a method of it has the same name
	noRosters       struct{ rescues.Rosters }
	noEvents        struct{ api.Events }
)

// serve starts the API on the loopback and returns its address.
func serve(tb testing.TB) string {
	tb.Helper()
	server := newServer(tb, "")
	_, err := api.New(api.Config{
		HTTP: server, Authenticator: noAuthenticator{}, Usecases: newUsecases(tb, noTrail{}, noDirectory{}, noCorridors{}, noStore{}), AuditLog: noTrail{}, Record: noRecord{}, Events: noEvents{},
		Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(tb, err)
	listening := httptest.NewServer(server.Handler())
	tb.Cleanup(listening.Close)
	return listening.URL
}

// newUsecases makes use-cases that carry out no commands.
func newUsecases(tb testing.TB, log request.Log, directory act.Directory, rules act.Corridors, store usecase.Store) *usecase.Service {
	tb.Helper()
	s, err := usecase.New(usecase.Config{
		Audit: log, Commands: noCommands{}, Directory: directory, Corridors: rules, Store: store, Retention: &retention.Schedule{}, AuditKey: auditKey(tb),
		Rosters: noRosters{}, Procedure: workflows.Procedure, Panicked: func(context.Context, any) error { return nil },
		NewRef: func() casework.Ref { return "mintedref1" }, Now: time.Now,
	})
	require.NoError(tb, err)
	return s
}

// newServer makes a server without routes.
func newServer(tb testing.TB, origin string) *httpserver.Server {
	tb.Helper()
	server, err := httpserver.New(httpserver.Config{Origin: origin, Now: time.Now, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	return server
}

// auditKey is the public half of a key for the audit log.
func auditKey(tb testing.TB) audit.Key {
	tb.Helper()
	_, public, err := audit.NewKey(audit.Origin("pages"))
	require.NoError(tb, err)
	key, err := audit.ParseKey(public)
	require.NoError(tb, err)
	return key
}

// get fetches what a link leads to.
func get(tb testing.TB, address string) string {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, address, http.NoBody)
	require.NoError(tb, err)
	client := &http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	require.NoError(tb, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(tb, err)
	require.Equal(tb, http.StatusOK, response.StatusCode, address)
	return string(body)
}
