package identity_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// start is when these tests begin.
var start = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

const (
	screeners = casework.DeskID("tha-screener-maesot")
	origin    = "https://homeward.example"
)

// testEnv is a Service on a record of its own, with a clock that only the test moves.
type testEnv struct {
	*identity.Service
	operator  *identity.Operator
	store     *postgres.Store // as the API
	owner     *postgres.Store
	db        *pgtest.DB
	directory corridor.Directory
	clock     atomic.Int64
	log       *bytes.Buffer
	super     *sqlx.DB
	ends      func(func()) // when the test that made it ends
}

func newTestEnv(tb testing.TB, providers ...identity.Provider) *testEnv {
	tb.Helper()
	w := &testEnv{db: pgtest.New(tb, settled), log: &bytes.Buffer{}, directory: desks().Directory(), ends: tb.Cleanup}
	w.set(start)
	w.store, w.owner = w.open(tb, w.db.APIDSN), w.open(tb, w.db.DSN)
	w.Service, w.operator = w.serve(tb, providers...), identity.NewOperator(w.store, w.directory, w.now)
	return w
}

// desks are read once: they never change.
var desks = sync.OnceValue(func() *corridor.Set {
	book, err := corridor.Load(corridors.Files())
	if err != nil {
		panic(err)
	}
	return book
})

// settled migrates a database and writes the directory into it.
func settled(ctx context.Context, dsn string) error {
	if err := postgres.Migrate(ctx, dsn); err != nil {
		return err
	}
	store, err := postgres.Open(postgres.Options{DSN: dsn, Box: seal.Clear{}, Now: time.Now, NewRef: func() casework.Ref { return "" }, MaxOpen: 1})
	if err != nil {
		return err
	}
	var d record.Directory
	for _, a := range desks().Directory().Agencies() {
		d.Agencies = append(d.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country})
	}
	for _, k := range desks().Directory().Desks() {
		d.Desks = append(d.Desks, record.Desk{ID: k.ID, Agency: k.Agency, Kind: k.Kind, Name: k.Name, Country: k.Country, Seat: k.Seat, Zone: k.Zone.String()})
	}
	return errors.Join(store.SeedDirectory(ctx, d), store.Close())
}

func (w *testEnv) open(tb testing.TB, dsn string) *postgres.Store {
	tb.Helper()
	store, err := postgres.Open(postgres.Options{
		DSN: dsn, Box: seal.Clear{}, Now: w.now, NewRef: func() casework.Ref { return "" }, MaxOpen: 8,
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	return store
}

// serve returns another process on the same record.
func (w *testEnv) serve(tb testing.TB, providers ...identity.Provider) *identity.Service {
	tb.Helper()
	s, err := w.made(providers...)
	require.NoError(tb, err)
	return s
}

func (w *testEnv) made(providers ...identity.Provider) (*identity.Service, error) {
	return identity.New(identity.Options{
		Store: w.store, Directory: w.directory, Providers: providers, Origin: origin, Dev: true, Blind: blind, Now: w.now,
		Logger: slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
}

func blind(field, value string) string {
	h := hmac.New(sha256.New, []byte("a key for tests"))
	h.Write([]byte(field + "\x00" + value))
	return hex.EncodeToString(h.Sum(nil))
}

func (w *testEnv) now() time.Time       { return time.Unix(0, w.clock.Load()).UTC() }
func (w *testEnv) set(at time.Time)     { w.clock.Store(at.UnixNano()) }
func (w *testEnv) pass(d time.Duration) { w.clock.Add(int64(d)) }
func (w *testEnv) sql(tb testing.TB) *sqlx.DB {
	tb.Helper()
	if w.super == nil {
		db, err := sqlx.Open("postgres", w.db.SuperuserDSN)
		require.NoError(tb, err)
		db.SetMaxOpenConns(1)
		w.super = db
		w.ends(func() { _ = db.Close() })
	}
	return w.super
}

func (w *testEnv) count(tb testing.TB, from string, args ...any) int {
	tb.Helper()
	var n int
	require.NoError(tb, w.sql(tb).GetContext(tb.Context(), &n, `select count(*) from `+from, args...))
	return n
}

// officer stores an account.
func (w *testEnv) officer(tb testing.TB, id casework.AccountID, desk casework.DeskID, roles ...casework.Role) identity.Account {
	tb.Helper()
	d, ok := w.directory.Desk(desk)
	require.True(tb, ok)
	a := record.Account{ID: id, Desk: desk, Agency: d.Agency, Roles: roles, Active: true}
	require.NoError(tb, w.owner.SeedDirectory(tb.Context(), record.Directory{Accounts: []record.Account{a}}))
	return identity.Account{ID: id, Desk: desk, Agency: d.Agency, Roles: roles, Active: true, Source: identity.FromDirectory}
}

// enter signs an officer in.
func (w *testEnv) enter(tb testing.TB, a identity.Account) identity.Entry {
	tb.Helper()
	e, err := w.Enter(tb.Context(), a, a.Roles[0], time.Time{}, visitor(""))
	require.NoError(tb, err)
	return e
}

// elsewhere returns a visitor with an address of their own.
func elsewhere(n int) identity.Visitor {
	return identity.Visitor{Address: netip.AddrFrom4([4]byte{198, 51, byte(n >> 8), byte(n)})}
}

func visitor(token string) identity.Visitor {
	return identity.Visitor{Address: netip.MustParseAddr("203.0.113.7"), Agent: "Mozilla/5.0 (X11; Linux x86_64)", Token: token}
}

// resumes reports whether a token is accepted by a process.
func resumes(tb testing.TB, s *identity.Service, token string) bool {
	tb.Helper()
	_, err := s.Resume(context.WithoutCancel(tb.Context()), token)
	if err != nil {
		require.Equal(tb, fault.Unsigned, fault.CodeOf(err), "%v", err)
		if len(token) > 8 {
			require.NotContains(tb, err.Error(), token)
		}
	}
	return err == nil
}

func mustJSON(tb testing.TB, v any) string {
	tb.Helper()
	raw, err := json.Marshal(v)
	require.NoError(tb, err)
	return string(raw)
}
