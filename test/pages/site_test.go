package pages_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/persona"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web"
	"example.org/homeward/web/fonts"
)

// site is the API with the pages, with accounts and a record in a real database and the identity
// provider for development. It has the cases that a test gives it; see given.
type site struct {
	address string
	who     *identity.Service
	worker  string // where the worker reaches the database
	hub     *live.Hub
	// later is how much later it is for sessions and for the identity provider, in nanoseconds.
	later  atomic.Int64
	down   atomic.Bool // no request is answered
	server *httptest.Server
	routes []httpserver.Route // of the pages
}

// cut cuts every connection to the site, and lets no new one through until it is called with false.
func (s *site) cut(down bool) {
	s.down.Store(down)
	if down {
		s.server.CloseClientConnections()
	}
}

func (s *site) now() time.Time { return time.Now().Add(time.Duration(s.later.Load())) }

var desks = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// openSite serves a site without cases on the loopback.
func openSite(tb testing.TB) *site {
	tb.Helper()
	return openSiteOn(tb, nil)
}

// openSiteOn serves a site on the loopback, with these use-cases; nil for those of its own database.
func openSiteOn(tb testing.TB, usecases *usecase.Service) *site {
	tb.Helper()
	book, err := desks()
	require.NoError(tb, err)
	database := pgtest.New(tb, settled)
	store, err := postgres.Open(postgres.Options{
		DSN: database.APIDSN, Box: seal.Clear{}, Now: time.Now, NewRef: func() casework.Ref { return "" },
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	var front http.Handler
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { front.ServeHTTP(w, r) }))
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(tb, err)
	s := &site{address: "http://localhost:" + port, worker: database.WorkerDSN, hub: &live.Hub{}, server: server}
	personas, err := persona.New(persona.Options{
		Dev: true, Listener: server.Listener.Addr(), Origin: s.address, Redirect: s.address + identity.CallbackPath, Directory: book.Directory(), Now: s.now,
	})
	require.NoError(tb, err)
	provider := identity.Provider{
		ID: "dev", Name: "Development", Issuer: personas.Issuer(), Client: persona.Client, Algorithms: []string{"ES256"}, Proof: []string{persona.Strong}, Invites: true,
	}
	for _, agency := range book.Directory().Agencies() {
		provider.Agencies = append(provider.Agencies, agency.ID)
	}
	s.who, err = identity.New(identity.Options{
		Store: store, Directory: book.Directory(), Providers: []identity.Provider{provider}, Origin: s.address, Dev: true,
		Blind: blind, Now: s.now, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(tb, err)
	pages := newServer(tb, s.address)
	if usecases == nil {
		usecases = newUsecases(tb, store, book.Directory(), book, store)
	}
	_, err = api.New(api.Config{
		HTTP: pages, Authenticator: s.who, Usecases: usecases, AuditLog: store, Record: store, Events: s.hub, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(tb, err)
	installed, err := fonts.Find(fonts.Debian)
	require.NoError(tb, err)
	_, err = web.New(web.Config{
		HTTP: pages, SignIn: s.who, Directory: book.Directory(), Calendars: book, Usecases: usecases, Fonts: installed, Dev: true,
	})
	require.NoError(tb, err)
	s.routes = pages.ExtraRoutes()
	cast := personas.Handler()
	front = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.down.Load() {
			panic(http.ErrAbortHandler)
		}
		if persona.Serves(r.URL.Path) {
			cast.ServeHTTP(w, r)
			return
		}
		pages.Handler().ServeHTTP(w, r)
	})
	server.Start()
	tb.Cleanup(server.Close)
	return s
}

func blind(field, value string) string {
	h := hmac.New(sha256.New, []byte("a key for tests"))
	h.Write([]byte(field + "\x00" + value))
	return hex.EncodeToString(h.Sum(nil))
}

// settled brings a database up to date and writes the directory into it.
func settled(ctx context.Context, dsn string) error {
	book, err := desks()
	if err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, dsn); err != nil {
		return err
	}
	store, err := postgres.Open(postgres.Options{DSN: dsn, Box: seal.Clear{}, Now: time.Now, NewRef: func() casework.Ref { return "" }, MaxOpen: 1})
	if err != nil {
		return err
	}
	var all record.Directory
	for _, a := range book.Directory().Agencies() {
		all.Agencies = append(all.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country})
	}
	for _, k := range book.Directory().Desks() {
		all.Desks = append(all.Desks, record.Desk{ID: k.ID, Agency: k.Agency, Kind: k.Kind, Name: k.Name, Country: k.Country, Seat: k.Seat, Zone: k.Zone.String()})
	}
	return errors.Join(store.SeedDirectory(ctx, all), store.Close())
}
