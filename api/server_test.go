package api_test

import (
	"log/slog"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/usecase"
)

// The error for an incomplete Config names every missing part.
func TestMissingPartsAreNamed(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for _, name := range []string{
		"HTTP", "Authenticator", "Usecases", "AuditLog", "Record", "Events", "Now", "Logger",
	} {
		config := h.config()
		config.HTTP, config.Usecases = newServer(t), &usecase.Service{}
		reflect.ValueOf(&config.Config).Elem().FieldByName(name).SetZero()
		_, err := api.New(config.Config)
		require.EqualError(t, err, "make API: missing: "+name)
	}
	_, err := api.New(api.Config{})
	require.EqualError(t, err, "make API: missing: HTTP, Authenticator, Usecases, AuditLog, Record, Events, Now, Logger")
	whole := h.config()
	whole.usecases.Codec, whole.Keys = nil, nil
	_, err = whole.assemble()
	require.NoError(t, err, "what an API can do without")
}

// newServer makes a server without routes.
func newServer(tb testing.TB) *httpserver.Server {
	tb.Helper()
	server, err := httpserver.New(httpserver.Config{Now: time.Now, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	return server
}
