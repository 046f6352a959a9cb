package postgres_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// The server commits and the answer is lost: to the writer it looks like a failure. Written
// again, the change MUST be found and MUST change nothing.
func TestACommitWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var lose atomic.Bool
	p := pgtest.NewProxy(t, w.DB.WorkerDSN, lose.Load)
	store := w.Open(t, p.DSN, seal.Clear{})
	change, clocks := dbtest.Opened("case-a")

	lose.Store(true)
	_, err := store.WriteChange(t.Context(), change, clocks)
	require.Error(t, err)
	require.Equal(t, int32(1), p.Lost.Load(), "the proxy has lost the answer")
	lose.Store(false)
	require.False(t, fault.Lasting(err), "trying again helps")
	require.Equal(t, 1, w.Count(t, "app.case_changes"), "it is durable all the same")

	recorded, err := store.WriteChange(t.Context(), change, nil)
	require.NoError(t, err)
	require.Equal(t, casework.Recorded{Clocks: clocks}, recorded)
	for table, want := range map[string]int{"app.case_changes": 1, "app.timeline": 2, "app.tasks": 1, "app.notices": 1, "app.facts": 1} {
		require.Equal(t, want, w.Count(t, table), table)
	}
}

func TestACommandWhoseStoringWasNotHeardOf(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var lose atomic.Bool
	p := pgtest.NewProxy(t, w.DB.APIDSN, lose.Load)
	store := w.OpenAs(t, p.DSN, seal.Clear{}, dbtest.Officer(dbtest.Screener(), "THA"))
	n := command.New{Key: "k1", Actor: dbtest.Screener(), Target: dbtest.OfCase("case-a"), Name: "decide", Args: []byte(`{}`), Hash: dbtest.Zeros(), At: dbtest.Day, NextAt: dbtest.Day}
	lose.Store(true)
	_, _, err := store.StoreCommand(t.Context(), n)
	require.Error(t, err)
	lose.Store(false)
	stored, fresh, err := store.StoreCommand(t.Context(), n)
	require.NoError(t, err)
	require.False(t, fresh)
	require.Equal(t, record.CommandPending, stored.State)
}

// A commit can fail although every statement before it has succeeded. If that were reported as success, a
// decision would be lost.
func TestACommitThatFails(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.Super(t, `create function app.refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '23514'; end $$`,
		`create constraint trigger refuse after insert on app.case_changes deferrable initially deferred for each row execute function app.refuse()`)
	change, clocks := dbtest.Opened("case-a")
	_, err := w.WriteChange(t.Context(), change, clocks)
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	require.Equal(t, 0, w.Count(t, "app.cases"))
	require.Equal(t, 0, w.Count(t, "app.case_changes"))
}

// losing makes the first n inserts of a change lose against another transaction; a sequence
// counts them, because it does not roll back.
func losing(n string, state string) []string {
	return []string{
		`create sequence app.tries`, `grant usage on sequence app.tries to public`,
		`create function app.lose() returns trigger language plpgsql as $$ begin
		if nextval('app.tries') <= ` + n + ` then raise exception using errcode = '` + state + `'; end if; return new; end $$`,
		`create trigger lose before insert on app.case_changes for each row execute function app.lose()`,
	}
}

func TestATransactionThatLosesIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		losses, state string
		code          fault.Code
	}{
		"twice":              {"2", "40001", ""},
		"a deadlock":         {"1", "40P01", ""},
		"three times":        {"3", "40001", fault.Busy},
		"not for other ends": {"1", "55P03", fault.Busy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			w.Super(t, losing(tt.losses, tt.state)...)
			change, clocks := dbtest.Opened("case-a")
			_, err := w.WriteChange(t.Context(), change, clocks)
			require.Equal(t, tt.code, fault.CodeOf(err))
		})
	}
}

func TestTroubleIsToldByCodeAndNeverByText(t *testing.T) {
	t.Parallel()
	const mark = "Zzyzx-0471"
	for name, tt := range map[string]struct {
		state   string
		code    fault.Code
		lasting bool
	}{
		"data":         {"22P02", fault.Invalid, true},
		"check":        {"23514", fault.Invalid, true},
		"foreign key":  {"23503", fault.Invalid, true},
		"unique":       {"23505", fault.Conflict, true},
		"shutdown":     {"57P01", fault.Unavailable, false},
		"disk full":    {"53100", fault.Unavailable, false},
		"connection":   {"08006", fault.Unavailable, false},
		"cancelled":    {"57014", fault.Busy, false},
		"a bug of sql": {"42703", fault.Unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			w.Super(t, `create function app.say() returns trigger language plpgsql as $$ begin
				raise exception using errcode = '`+tt.state+`', message = '`+mark+`', detail = '`+mark+`'; end $$`,
				`create trigger say before insert on app.case_changes for each row execute function app.say()`)
			change, _ := dbtest.Opened("case-a")
			_, err := w.WriteChange(t.Context(), change, nil)
			require.Equal(t, tt.code, fault.CodeOf(err))
			require.Equal(t, tt.lasting, fault.Lasting(err))
			require.NotContains(t, err.Error(), mark)
			require.Contains(t, err.Error(), tt.state)
			_, driver := errors.AsType[*pq.Error](err)
			require.False(t, driver, "the driver's error stays inside")
		})
	}
}

func TestARecordThatCannotBeReached(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	p := pgtest.NewProxy(t, w.DB.WorkerDSN, func() bool { return false })
	store := w.Open(t, p.DSN, seal.Clear{})
	require.NoError(t, store.Ping(t.Context()))
	p.Refused.Store(true)
	other := w.Open(t, p.DSN, seal.Clear{})
	require.Equal(t, fault.Unavailable, fault.CodeOf(other.Ping(t.Context())))

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	err := w.Ping(gone)
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, fault.Lasting(err))

	late, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	require.Equal(t, fault.Unavailable, fault.CodeOf(w.Ping(late)))
}
