package bench_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
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
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/workflows"
)

// officer is a desk, a role of it, and an account.
type officer struct {
	desk    casework.DeskID
	role    casework.Role
	account string
}

// badges accepts every badge: the sign-in is not measured.
type badges struct{ directory corridor.Directory }

var errNoBadge = errors.New("the request has no badge")

// Authenticate reads the badge.
func (b badges) Authenticate(r *http.Request) (identity.Caller, error) {
	parts := strings.Split(r.Header.Get("Authorization"), "|")
	if len(parts) != 3 {
		return identity.Caller{}, errNoBadge
	}
	desk, _ := b.directory.Desk(casework.DeskID(parts[0]))
	agency, _ := b.directory.Agency(desk.Agency)
	return identity.Caller{Actor: policy.Actor{
		Account: casework.AccountID(parts[2]), Role: casework.Role(parts[1]), Desk: desk.ID, Kind: desk.Kind, Agency: desk.Agency, Country: desk.Country,
		Leads: agency.Leads,
	}, Session: "s-" + parts[2], ProvenAt: now()}, nil
}

func (badges) Recheck(*http.Request, identity.Caller) error { return nil }

type noCommands struct{ act.Commands }

// serve makes the API of a record, without a network.
func (f *filled) serve(tb testing.TB) http.Handler {
	tb.Helper()
	words, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	keeping, err := retention.Load(corridors.Files(), nil)
	require.NoError(tb, err)
	_, public, err := audit.NewKey(audit.Origin("bench"))
	require.NoError(tb, err)
	key, err := audit.ParseKey(public)
	require.NoError(tb, err)
	quiet := slog.New(slog.DiscardHandler)
	server, err := httpserver.New(httpserver.Config{Now: time.Now, Logger: quiet})
	require.NoError(tb, err)
	uses, err := usecase.New(usecase.Config{
		Audit: f.Front, Commands: noCommands{}, Directory: f.book.Directory(), Corridors: f.book, Store: f.Front, Retention: keeping, AuditKey: key,
		Rosters: words, Procedure: workflows.Procedure, Panicked: server.Panicked, NewRef: func() casework.Ref { return "mintedref1" }, Now: now,
	})
	require.NoError(tb, err)
	_, err = api.New(api.Config{
		HTTP: server, Authenticator: badges{f.book.Directory()}, Usecases: uses, AuditLog: f.Front, Record: f.Front, Events: &live.Hub{}, Now: now, Logger: quiet,
	})
	require.NoError(tb, err)
	return server.Handler()
}

// get asks the API, and returns how long it took. The answer MUST be a page.
func get(ctx context.Context, tb testing.TB, h http.Handler, o officer, path string) (time.Duration, int) {
	tb.Helper()
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
	r.Header.Set("Authorization", string(o.desk)+"|"+string(o.role)+"|"+o.account)
	w := httptest.NewRecorder()
	began := time.Now()
	h.ServeHTTP(w, r)
	took := time.Since(began)
	require.Equal(tb, http.StatusOK, w.Code, "%s as %s: %.200s", path, o.role, w.Body.String())
	return took, strings.Count(w.Body.String(), `"opened_at"`) + strings.Count(w.Body.String(), `"version"`)
}
