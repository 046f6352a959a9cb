package dbtest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/operationdb"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

// Day is the instant at which the stories of these tests begin.
//
//nolint:gochecknoglobals // an instant that is never written to
var Day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

// Env is a record with a clock that the test sets. Its store is the worker's; Front is the API's, which
// has the principal of the context.
type Env struct {
	*postgres.Store
	Front *postgres.Store
	DB    *pgtest.DB
	Clock atomic.Int64
	refs  atomic.Int64
}

// New makes a record in a database of its own, with nothing sealed.
func New(tb testing.TB) *Env {
	tb.Helper()
	return NewWith(tb, seal.Clear{})
}

// NewWith makes a record in a database of its own that seals with box.
func NewWith(tb testing.TB, box seal.Box) *Env {
	tb.Helper()
	w := &Env{DB: pgtest.New(tb, postgres.Migrate)}
	w.Set(Day)
	w.Store = w.Open(tb, w.DB.WorkerDSN, box)
	w.Front = w.OpenAs(tb, w.DB.APIDSN, box, principal.Principal{})
	return w
}

// Owner is the store of the role that migrates and seeds.
func (w *Env) Owner(tb testing.TB) *postgres.Store {
	tb.Helper()
	return w.OpenAs(tb, w.DB.DSN, seal.Clear{}, principal.Principal{})
}

// Open opens a store for the procedure.
func (w *Env) Open(tb testing.TB, dsn string, box seal.Box) *postgres.Store {
	tb.Helper()
	return w.OpenAs(tb, dsn, box, principal.Principal{Kind: principal.Worker})
}

// OpenAs opens a store with a principal for calls whose context has none.
func (w *Env) OpenAs(tb testing.TB, dsn string, box seal.Box, as principal.Principal) *postgres.Store {
	tb.Helper()
	index, err := seal.NewIndex(bytes.Repeat([]byte{7}, 32))
	require.NoError(tb, err)
	store, err := postgres.Open(postgres.Options{
		DSN: dsn, As: as, Box: box, Index: index, Now: func() time.Time { return time.Unix(0, w.Clock.Load()) },
		NewRef: func() casework.Ref { return casework.Ref(fmt.Sprintf("case-%04d", w.refs.Add(1))) },
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	return store
}

// Set sets the clock.
func (w *Env) Set(at time.Time) { w.Clock.Store(at.UnixNano()) }

// Behind returns a pool without row-level security, to read what is really stored.
func (w *Env) Behind(tb testing.TB) *sqlx.DB {
	tb.Helper()
	db, err := sql.Open("postgres", w.DB.SuperuserDSN)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = db.Close() })
	return sqlx.NewDb(db, "postgres")
}

// Super runs statements as a superuser, without the program.
func (w *Env) Super(tb testing.TB, statements ...string) {
	tb.Helper()
	db := w.Behind(tb)
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		_, err := db.ExecContext(tb.Context(), s)
		require.NoError(tb, err)
	}
}

// PlaceDesks enters desks of one kind in the directory, of an agency and a state.
func (w *Env) PlaceDesks(tb testing.TB, kind casework.DeskKind, agency casework.AgencyID, country casework.Country, desks ...casework.DeskID) {
	tb.Helper()
	d := record.Directory{Agencies: []record.Agency{{ID: agency, Name: string(agency), Country: country}}}
	for _, id := range desks {
		d.Desks = append(d.Desks, record.Desk{ID: id, Agency: agency, Kind: kind, Name: string(id), Country: country, Seat: country, Zone: "UTC"})
	}
	require.NoError(tb, w.Owner(tb).SeedDirectory(tb.Context(), d))
}

// Officer is a user who has signed in.
func Officer(a casework.Actor, country casework.Country) principal.Principal {
	return principal.Principal{Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role, Country: country}
}

// AnswerList answers a doubt of a list as the API does, for the user who answers.
func (w *Env) AnswerList(ctx context.Context, a record.ListAnswer, version string, decide operationdb.Decide) (record.ListAnswer, error) {
	return w.Front.AnswerList(principal.With(ctx, Officer(a.By, "THA")), a, version, decide)
}

// SaveList stores a list as the API does, for the user who uploads it.
func (w *Env) SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error) {
	return w.Front.SaveList(principal.With(ctx, Officer(l.By, "THA")), l, content)
}

// OpenSheet stores a sheet as the API does, for its officer.
func (w *Env) OpenSheet(ctx context.Context, sheet record.Sheet) error {
	return w.Front.OpenSheet(principal.With(ctx, Officer(sheet.By, "THA")), sheet)
}

// MarkSheet marks a sheet as the API does, for its officer.
func (w *Env) MarkSheet(ctx context.Context, sheet record.Sheet) error {
	return w.Front.MarkSheet(principal.With(ctx, Officer(sheet.By, "THA")), sheet)
}

// ConfirmSheet confirms a sheet as the API does, for its officer.
func (w *Env) ConfirmSheet(ctx context.Context, sheet record.Sheet) error {
	return w.Front.ConfirmSheet(principal.With(ctx, Officer(sheet.By, "THA")), sheet)
}

// ProposeBatch stores a batch as the API does, for its officer.
func (w *Env) ProposeBatch(ctx context.Context, b record.Batch) error {
	return w.Front.ProposeBatch(principal.With(ctx, Officer(b.By, "THA")), b)
}

// AnswerBatch answers a batch as the API does, for the officer who answers.
func (w *Env) AnswerBatch(ctx context.Context, a record.BatchAnswer, send map[int]command.New) error {
	return w.Front.AnswerBatch(principal.With(ctx, Officer(a.By, "THA")), a, send)
}

// StoreCommand stores a command as the API does, for the user who sends it.
func (w *Env) StoreCommand(ctx context.Context, n command.New) (command.Stored, bool, error) {
	return w.Front.StoreCommand(principal.With(ctx, Officer(n.Actor, "THA")), n)
}

// Count counts the rows of a table, or of any other "from" clause.
func (w *Env) Count(tb testing.TB, from string, args ...any) int {
	tb.Helper()
	var n int
	require.NoError(tb, w.Behind(tb).QueryRowContext(tb.Context(), `select count(*) from `+from, args...).Scan(&n))
	return n
}

// Version is the transaction that wrote the row of a command last.
func (w *Env) Version(tb testing.TB, key casework.Key) string {
	tb.Helper()
	var xmin string
	require.NoError(tb, w.Behind(tb).QueryRowContext(tb.Context(), `select xmin::text from app.commands where key = $1`, key).Scan(&xmin))
	return xmin
}
