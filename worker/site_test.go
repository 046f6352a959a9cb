package worker_test

import (
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/worker"
)

// day is the beginning of all tests here.
var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

// book is loaded once; it is immutable.
var book = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// site is a worker with its own record. Its activities call the record and all others over a connection
// that can lose an answer.
type site struct {
	testing.TB

	store  *postgres.Store // of the worker, without the wire
	front  *postgres.Store // of the API
	db     *pgtest.DB
	wire   *wire
	others *others
	parts  worker.Parts
	book   *corridor.Set
	clock  atomic.Int64
	refs   atomic.Int64
}

func newSite(tb testing.TB) *site {
	tb.Helper()
	h := &site{TB: tb, db: pgtest.New(tb, postgres.Migrate), wire: &wire{}}
	h.others = &others{wire: h.wire, done: map[string]string{}}
	h.pass(0)
	loaded, err := book()
	require.NoError(tb, err)
	h.book = loaded
	procedure := principal.Principal{Kind: principal.Worker}
	h.store = h.open(h.db.WorkerDSN, procedure)
	h.front = h.open(h.db.APIDSN, principal.Principal{})
	store := h.open(pgtest.NewProxy(tb, h.db.WorkerDSN, h.wire.lose).DSN, procedure)
	commands := &command.Service{
		Store: store, Sender: h.others, Now: h.now, NewRef: h.ref, Logger: slog.New(slog.DiscardHandler),
	}
	keeping, err := retention.Load(corridors.Files(), nil)
	require.NoError(tb, err)
	h.parts = worker.Parts{
		Erasure:    &activities.Erasure{Record: store, Keys: h.others, Runs: h.others, Retention: keeping, Clocks: loaded, Now: h.now},
		Retention:  &activities.Retention{Record: store, Keys: h.others, Rules: keeping, Now: h.now},
		Cases:      &activities.Cases{Record: store, Clocks: loaded},
		Undo:       &activities.Undo{Movements: h.others},
		Movements:  &activities.Movements{Record: store},
		Passengers: &activities.Passengers{Cases: h.others},
		Intake:     &activities.Intake{Operations: store, Corridors: loaded, Cases: h.others, Now: h.now},
		Sweeper:    &activities.Sweeper{Commands: commands, Outbox: store, Courier: h.others, Unread: store, Offices: h.book},
	}
	return h
}

func (h *site) open(dsn string, as principal.Principal) *postgres.Store {
	h.Helper()
	store, err := postgres.Open(postgres.Options{DSN: dsn, As: as, Box: seal.Clear{}, Now: h.now, NewRef: h.ref})
	require.NoError(h, err)
	h.Cleanup(func() { _ = store.Close() })
	return store
}

func (h *site) now() time.Time { return time.Unix(0, h.clock.Load()).UTC() }

// pass sets the clock to a duration after day.
func (h *site) pass(d time.Duration) { h.clock.Store(day.Add(d).UnixNano()) }

func (h *site) ref() casework.Ref { return casework.Ref(fmt.Sprintf("case-%04d", h.refs.Add(1))) }

// do runs one attempt of an activity by its name in histories, with the codec of the engine, and returns
// its answer as JSON.
func (h *site) do(activity string, args []any) (string, error) {
	h.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	data, failure := engine.Converters(nil)
	env.SetDataConverter(data)
	env.SetFailureConverter(failure)
	registered := map[any]bool{}
	for _, a := range worker.Activities(h.parts) {
		if !registered[a] { // some are on more than one queue
			env.RegisterActivity(a)
			registered[a] = true
		}
	}
	value, err := env.ExecuteActivity(activity, args...)
	if err != nil || !value.HasValue() {
		return "", err
	}
	var answer any
	require.NoError(h, value.Get(&answer))
	return fmt.Sprint(answer), nil
}

// rows returns the whole record, table by table. For the columns named in times it has only whether they
// have a value.
func (h *site) rows(times string) map[string]string {
	h.Helper()
	db, err := sql.Open("postgres", h.db.SuperuserDSN)
	require.NoError(h, err)
	defer func() { _ = db.Close() }()
	var names string
	require.NoError(h, db.QueryRowContext(h.Context(), `select string_agg(tablename, ' ') from pg_tables where schemaname = 'app'`).Scan(&names))
	tables := map[string]string{}
	for table := range strings.FieldsSeq(names) {
		var rows string
		require.NoError(h, db.QueryRowContext(h.Context(), `select coalesce(jsonb_pretty(jsonb_agg(row order by row::text)), '')
			from (select (select jsonb_object_agg(key, case when key = any(string_to_array($1, ' ')) then to_jsonb(value <> 'null') else value end)
			from jsonb_each(to_jsonb(t))) as row from app.`+table+` t) r`, times).Scan(&rows))
		tables[table] = rows
	}
	return tables
}
