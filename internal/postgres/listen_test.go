package postgres_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
)

// heard waits for the next signal.
func heard(t *testing.T, f *live.Follower) live.Signal {
	t.Helper()
	select {
	case <-f.Ready():
		taken := f.Take()
		require.Len(t, taken, 1)
		return taken[0]
	case <-time.After(20 * time.Second):
		require.Fail(t, "nothing was heard")
		return live.Signal{}
	}
}

// listening starts a listener and waits until it is connected.
func listening(t *testing.T, w *dbtest.Env, hub *live.Hub) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	ready := hub.Follow("ready")
	defer ready.Close()
	go func() { ended <- postgres.Listen(ctx, w.DB.APIDSN, hub, slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ended)
	})
	require.Equal(t, live.Signal{}, heard(t, ready), "when it begins to listen, everybody looks")
}

func TestAChangeIsAnnouncedAtCommitAndNotBefore(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var hub live.Hub
	listening(t, w, &hub)
	one, desk, other := hub.Follow("case:case-a"), hub.Follow("desk:tha-screener"), hub.Follow("case:case-b")

	// While another transaction keeps the change from committing, nothing may be heard.
	w.Super(t, `create function app.dally() returns trigger language plpgsql as $$ begin
		perform pg_advisory_xact_lock(7); return null; end $$`,
		`create constraint trigger dally after insert on app.case_changes deferrable initially deferred for each row execute function app.dally()`)
	holder := w.Behind(t).DB
	lock, err := holder.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	_, err = lock.ExecContext(t.Context(), `select pg_advisory_xact_lock(7)`)
	require.NoError(t, err)
	c, clocks := dbtest.Opened("case-a")
	written := make(chan error, 1)
	go func() {
		_, err := w.WriteChange(context.WithoutCancel(t.Context()), c, clocks)
		written <- err
	}()
	waitUntilBlocked(t, holder)
	require.Empty(t, one.Take(), "heard before the commit")
	require.NoError(t, lock.Commit())
	require.NoError(t, <-written)
	require.Equal(t, live.Signal{Topic: "case:case-a", ID: "1", Since: "1"}, heard(t, one))
	require.Equal(t, "desk:tha-screener", heard(t, desk).Topic)

	// A change that fails is not published.
	bad := dbtest.Next(c, casework.KindClaim)
	bad.Updated = []casework.Task{dbtest.Task(casework.StepTriage, 9, "x", dbtest.Day)}
	_, err = w.WriteChange(t.Context(), bad, nil)
	require.Error(t, err)
	good := dbtest.Next(c, casework.KindState)
	w.Write(t, good)
	require.Equal(t, "2", heard(t, one).ID)
	require.Empty(t, other.Take(), "another case was told")
}

// waitUntilBlocked waits until a transaction waits for the lock.
func waitUntilBlocked(t *testing.T, db *sql.DB) {
	t.Helper()
	require.Eventually(t, func() bool {
		var n int
		err := db.QueryRowContext(t.Context(), `select count(*) from pg_locks where locktype = 'advisory' and not granted
			and database = (select oid from pg_database where datname = current_database())`).Scan(&n)
		return err == nil && n > 0
	}, 20*time.Second, 10*time.Millisecond)
}

func TestALostConnectionMakesEverybodyLook(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var hub live.Hub
	listening(t, w, &hub)
	f := hub.Follow("case:case-a")
	w.Super(t, fmt.Sprintf(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s' and query ilike 'listen%%'`, w.DB.Name))
	require.Equal(t, live.Signal{}, heard(t, f))
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	require.Equal(t, "1", heard(t, f).ID, "it hears again")
}

func TestListeningEndsWhileThereIsNoDatabase(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- postgres.Listen(ctx, "host=/nowhere user=app dbname=x sslmode=disable", &live.Hub{}, slog.New(slog.DiscardHandler))
	}()
	stop()
	require.NoError(t, <-ended)
	require.Error(t, postgres.Listen(t.Context(), "host=/nowhere", &live.Hub{}, slog.New(slog.DiscardHandler)))
}
