package postgres_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

// day is the instant at which the stories of these tests begin.
var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

// env is a record with a clock that the test sets. Its store is the worker's; front is the API's, which
// has the principal of the context.
type env struct {
	*postgres.Store
	front *postgres.Store
	db    *pgtest.DB
	clock atomic.Int64
	refs  atomic.Int64
}

func newEnv(tb testing.TB) *env {
	tb.Helper()
	return envWith(tb, seal.Clear{})
}

func envWith(tb testing.TB, box seal.Box) *env {
	tb.Helper()
	w := &env{db: pgtest.New(tb, postgres.Migrate)}
	w.set(day)
	w.Store = w.open(tb, w.db.WorkerDSN, box)
	w.front = w.openAs(tb, w.db.APIDSN, box, principal.Principal{})
	return w
}

// owner is the store of the role that migrates and seeds.
func (w *env) owner(tb testing.TB) *postgres.Store {
	tb.Helper()
	return w.openAs(tb, w.db.DSN, seal.Clear{}, principal.Principal{})
}

// open opens a store for the procedure.
func (w *env) open(tb testing.TB, dsn string, box seal.Box) *postgres.Store {
	tb.Helper()
	return w.openAs(tb, dsn, box, principal.Principal{Kind: principal.Worker})
}

func (w *env) openAs(tb testing.TB, dsn string, box seal.Box, as principal.Principal) *postgres.Store {
	tb.Helper()
	index, err := seal.NewIndex(bytes.Repeat([]byte{7}, 32))
	require.NoError(tb, err)
	store, err := postgres.Open(postgres.Options{
		DSN: dsn, As: as, Box: box, Index: index, Now: func() time.Time { return time.Unix(0, w.clock.Load()) },
		NewRef: func() casework.Ref { return casework.Ref(fmt.Sprintf("case-%04d", w.refs.Add(1))) },
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	return store
}

func (w *env) set(at time.Time) { w.clock.Store(at.UnixNano()) }

// behind returns a pool without row-level security, to read what is really stored.
func (w *env) behind(tb testing.TB) *sqlx.DB {
	tb.Helper()
	db, err := sql.Open("postgres", w.db.SuperuserDSN)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = db.Close() })
	return sqlx.NewDb(db, "postgres")
}

// super runs statements as a superuser, without the program.
func (w *env) super(tb testing.TB, statements ...string) {
	tb.Helper()
	db := w.behind(tb)
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		_, err := db.ExecContext(tb.Context(), s)
		require.NoError(tb, err)
	}
}

// officer is a user who has signed in.
func officer(a casework.Actor, country casework.Country) principal.Principal {
	return principal.Principal{Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role, Country: country}
}

// SaveList stores a list as the API does, for the user who uploads it.
func (w *env) SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error) {
	return w.front.SaveList(principal.With(ctx, officer(l.By, "THA")), l, content)
}

// OpenSheet, MarkSheet and ConfirmSheet write a sheet as the API does, for its officer.
func (w *env) OpenSheet(ctx context.Context, sheet record.Sheet) error {
	return w.front.OpenSheet(principal.With(ctx, officer(sheet.By, "THA")), sheet)
}

func (w *env) MarkSheet(ctx context.Context, sheet record.Sheet) error {
	return w.front.MarkSheet(principal.With(ctx, officer(sheet.By, "THA")), sheet)
}

func (w *env) ConfirmSheet(ctx context.Context, sheet record.Sheet) error {
	return w.front.ConfirmSheet(principal.With(ctx, officer(sheet.By, "THA")), sheet)
}

// StoreCommand stores a command as the API does, for the user who sends it.
func (w *env) StoreCommand(ctx context.Context, n command.New) (command.Stored, bool, error) {
	return w.front.StoreCommand(principal.With(ctx, officer(n.Actor, "THA")), n)
}

// count counts the rows of a table, or of any other "from" clause.
func (w *env) count(tb testing.TB, from string, args ...any) int {
	tb.Helper()
	var n int
	require.NoError(tb, w.behind(tb).QueryRowContext(tb.Context(), `select count(*) from `+from, args...).Scan(&n))
	return n
}

// version is the transaction that wrote the row of a command last.
func (w *env) version(tb testing.TB, key casework.Key) string {
	tb.Helper()
	var xmin string
	require.NoError(tb, w.behind(tb).QueryRowContext(tb.Context(), `select xmin::text from app.commands where key = $1`, key).Scan(&xmin))
	return xmin
}

func screener() casework.Actor {
	return casework.Actor{Account: "acc-screener", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener}
}

func rules() casework.Rules {
	return casework.Rules{
		Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks: map[casework.DeskKind]casework.DeskID{casework.DeskScreener: "tha-screener"},
	}
}

// ladder is a clock that is due ten days after start.
func ladder(start time.Time) []casework.EscalationAt {
	var out []casework.EscalationAt
	for _, r := range casework.EscalationThresholds() {
		out = append(out, casework.EscalationAt{Level: r.Level, At: start.Add(time.Duration(r.Percent) * 24 * time.Hour / 10)})
	}
	return out
}

func task(step casework.Step, attempt int, desk casework.DeskID, at time.Time) casework.Task {
	return casework.Task{
		ID: casework.TaskID(fmt.Sprintf("%s#%d", step, attempt)), Step: step, Attempt: attempt, Desk: desk, Kind: casework.DeskScreener,
		OpenedAt: at, StartedAt: at, Version: 1,
	}
}

// opened is the first change of a case: one task is opened, whose clock is ladder(day).
func opened(ref casework.Ref) (casework.Change, []casework.ClockSet) {
	t := task(casework.StepScreening, 1, "tha-screener", day)
	fact := casework.Fact{Name: casework.FactAge, Value: "adult", At: day, By: screener(), Key: "open-" + casework.Key(ref)}
	change := casework.Change{
		Ref: ref, Seq: 1, Key: "open-" + casework.Key(ref), Kind: casework.KindOpen, At: day, By: screener(),
		Entries: []casework.Entry{{Code: casework.EntryOpened, Detail: "tha-idn"}, {Code: casework.EntryTaskOpened, Step: t.Step, Task: t.ID, Desk: t.Desk}},
		Facts:   []casework.Fact{fact},
		Opened:  []casework.Task{t},
		Notices: []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: t.Desk, Task: t.ID}},
		Clocks:  []casework.ClockOrder{{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: day}},
		Next: casework.Case{
			Ref: ref, Rules: rules(), Seq: 1, OpenedAt: day, Stage: casework.StageRescue, Modality: casework.VoluntaryAssisted,
			Facts: []casework.Fact{fact}, Tasks: []casework.Task{t},
		},
	}
	return change, []casework.ClockSet{{Task: t.ID, Escalations: ladder(day)}}
}

// next is an empty change after another, a day later.
func next(after casework.Change, kind casework.Kind) casework.Change {
	state := after.Next
	state.Seq = after.Seq + 1
	return casework.Change{
		Ref: after.Ref, Seq: state.Seq, Key: casework.Key(fmt.Sprintf("%s-%d", kind, state.Seq)), Kind: kind,
		At: after.At.Add(24 * time.Hour), By: screener(), Next: state,
	}
}

// decided settles a task.
func decided(after casework.Change, t casework.Task, outcome casework.Outcome) casework.Change {
	c := next(after, casework.KindDecide)
	c.Entries = []casework.Entry{{Code: casework.EntryDecided, Step: t.Step, Task: t.ID, Outcome: outcome, Desk: t.Desk}}
	c.Decisions = []casework.Decision{{Key: c.Key, Task: t.ID, Step: t.Step, Outcome: outcome, By: c.By, At: c.At, Reasoned: true, Final: true}}
	c.Closed = []casework.TaskClosed{{Task: t.ID, How: casework.ClosedDecided, Outcome: outcome}}
	c.Next.Tasks = nil
	return c
}

func (w *env) write(tb testing.TB, c casework.Change, clocks ...casework.ClockSet) casework.Recorded {
	tb.Helper()
	recorded, err := w.WriteChange(tb.Context(), c, clocks)
	require.NoError(tb, err)
	return recorded
}

// stored keeps a command whose key is that of a change, with words.
func (w *env) stored(tb testing.TB, key casework.Key, target record.Target, name string, args any, words record.Words) {
	tb.Helper()
	raw, err := json.Marshal(args)
	require.NoError(tb, err)
	sealed, err := words.JSON()
	require.NoError(tb, err)
	_, _, err = w.StoreCommand(tb.Context(), command.New{
		Key: key, Actor: screener(), Target: target, Name: name, Args: raw, Words: sealed, Hash: zeros(), At: day, NextAt: day.Add(10 * time.Second),
	})
	require.NoError(tb, err)
}

func zeros() string { return fmt.Sprintf("%064d", 0) }

func ofCase(ref casework.Ref) record.Target { return record.Target{Kind: record.TargetCase, Ref: ref} }

// openOperation writes the first change of an operation.
func (w *env) openOperation(tb testing.TB, ref casework.Ref) operation.Change {
	tb.Helper()
	c := operation.Change{
		Ref: ref, Seq: 1, Key: "open-" + casework.Key(ref), Kind: operation.KindOpen, At: day, By: screener(),
		Next: operation.Operation{Ref: ref, Seq: 1, State: operation.Running, Host: "THA", Custodian: "bgf", OpenedAt: day},
	}
	_, err := w.WriteOperation(tb.Context(), c)
	require.NoError(tb, err)
	return c
}

func background() context.Context { return context.Background() }
