package officedb_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// offices has one supervisor and one coordinator above every desk.
func offices(record.UnreadNotice) ([]casework.DeskID, bool) {
	return []casework.DeskID{"tha-supervisor", "tha-coordination"}, true
}

// placed is a record with the desks of a case, and one urgent notice to the screening desk.
func placed(t *testing.T) (*dbtest.Env, record.Notice) {
	t.Helper()
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskScreener, "tha-msdhs", "THA", "tha-screener")
	w.PlaceDesks(t, casework.DeskSupervisor, "tha-msdhs", "THA", "tha-supervisor")
	w.PlaceDesks(t, casework.DeskRegistrar, "tha-social", "THA", "tha-registrar")
	w.PlaceDesks(t, casework.DeskSupervisor, "tha-social", "THA", "tha-coordination")
	return w, told(t, w, "case-a", casework.NoticeEmergency)[0]
}

// raiseAt raises what is due at an instant, and requires how many it is.
func raiseAt(t *testing.T, w *dbtest.Env, after time.Duration, want int) {
	t.Helper()
	w.Set(dbtest.Day.Add(after))
	n, err := w.RaiseNotices(t.Context(), 10, offices)
	require.NoError(t, err)
	require.Equal(t, want, n, "after %s", after)
}

func at(t *testing.T, w *dbtest.Env, desk casework.DeskID) []record.Notice {
	t.Helper()
	found, err := w.Notices(t.Context(), record.NoticeFilter{Desk: desk, Unread: new(true)})
	require.NoError(t, err)
	return found.Rows
}

func TestAnUnreadNoticeClimbsOnceALevel(t *testing.T) {
	t.Parallel()
	w, n := placed(t)
	raiseAt(t, w, 2*time.Hour-time.Second, 0)
	raiseAt(t, w, 2*time.Hour, 1)
	raiseAt(t, w, 2*time.Hour, 0)
	first := at(t, w, "tha-supervisor")
	require.Len(t, first, 1)
	require.Equal(t, n.ID, first[0].Raises)
	require.Equal(t, casework.DeskID("tha-screener"), first[0].RaisedFor)
	require.Equal(t, casework.RoleSupervisor, first[0].Role)
	require.True(t, first[0].Urgent)
	require.Equal(t, n.Case, first[0].Case)
	desk := at(t, w, "tha-screener")[0]
	require.Equal(t, casework.DeskID("tha-supervisor"), desk.EscalatedTo)
	require.Equal(t, dbtest.Day.Add(2*time.Hour), *desk.EscalatedAt)
	require.Equal(t, *n.DueAt, *desk.DueAt, "its own time stays")

	raiseAt(t, w, 4*time.Hour, 1)
	last := at(t, w, "tha-coordination")
	require.Len(t, last, 1)
	require.Equal(t, casework.RoleCoordinator, last[0].Role)
	require.Len(t, at(t, w, "tha-supervisor"), 1, "no second one")

	// After the last level it comes each week, as one notice that was raised again.
	_, err := w.SendNotices(t.Context(), 10, deliver)
	require.NoError(t, err)
	raiseAt(t, w, 7*24*time.Hour, 0)
	for week := 1; week <= 3; week++ {
		raiseAt(t, w, 4*time.Hour+time.Duration(week)*7*24*time.Hour, 1)
		again := at(t, w, "tha-coordination")
		require.Len(t, again, 1)
		require.Equal(t, week, again[0].Raised)
		sent, err := w.SendNotices(t.Context(), 10, deliver)
		require.NoError(t, err)
		require.Equal(t, 1, sent, "it is sent again")
	}
}

// A notice that is read stops: at its desk, or above it. One that has no sense any more stops as well.
func TestWhatEndsAClimb(t *testing.T) {
	t.Parallel()
	for what, tt := range map[string]struct {
		end  func(t *testing.T, w *dbtest.Env, n record.Notice)
		then int // that is raised after it
	}{
		"nothing": {func(*testing.T, *dbtest.Env, record.Notice) {}, 1},
		"the desk reads it": {func(t *testing.T, w *dbtest.Env, _ record.Notice) {
			t.Helper()
			w.Super(t, `update app.notices set read_at = now(), read_by = 'acc-screener' where id = 1`)
		}, 0},
		"the supervisor reads it": {func(t *testing.T, w *dbtest.Env, _ record.Notice) {
			t.Helper()
			w.Super(t, `update app.notices set read_at = now(), read_by = 'acc-supervisor' where raises is not null`)
		}, 0},
		"its task is closed": {func(t *testing.T, w *dbtest.Env, _ record.Notice) {
			t.Helper()
			w.Super(t, `update app.notices set task = 'screening#1'`, `update app.tasks set state = 'recalled', closed_at = now(), closed_seq = 1`)
		}, 0},
		"the desk does not see the case any more": {func(t *testing.T, w *dbtest.Env, _ record.Notice) {
			t.Helper()
			w.Super(t, `update app.case_parts set ended_at = now()`)
		}, 0},
		"she has died": {func(t *testing.T, w *dbtest.Env, _ record.Notice) {
			t.Helper()
			c, _ := dbtest.Opened("case-a")
			died := dbtest.Next(c, casework.KindReport)
			died.Next.Ended = &casework.End{At: died.At, Deceased: true}
			w.Write(t, died)
		}, 0},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w, n := placed(t)
			raiseAt(t, w, 2*time.Hour, 1)
			tt.end(t, w, n)
			raiseAt(t, w, 48*time.Hour, tt.then)
			require.Len(t, at(t, w, "tha-coordination"), tt.then)
		})
	}
}

// A level that may not see the case gets no notice of it: the next one does.
func TestALevelThatMayNotSeeTheCaseIsPassedOver(t *testing.T) {
	t.Parallel()
	w, _ := placed(t)
	w.PlaceDesks(t, casework.DeskSupervisor, "tha-other", "THA", "tha-supervisor")
	raiseAt(t, w, 2*time.Hour, 1)
	require.Empty(t, at(t, w, "tha-supervisor"))
	require.Len(t, at(t, w, "tha-coordination"), 1)
	w.Super(t, `update app.cases set feared = '{THA}'`)
	raiseAt(t, w, 30*24*time.Hour, 0)
}

// A worker without the corridor's version does not know the levels: the notice waits for one that has it.
func TestANoticeOfAnUnknownCorridorWaits(t *testing.T) {
	t.Parallel()
	w, n := placed(t)
	w.Set(dbtest.Day.Add(2 * time.Hour))
	raised, err := w.RaiseNotices(t.Context(), 10, func(u record.UnreadNotice) ([]casework.DeskID, bool) {
		require.Equal(t, "tha-idn", u.Corridor)
		require.Equal(t, n.ID, u.ID)
		return nil, false
	})
	require.NoError(t, err)
	require.Zero(t, raised)
	raiseAt(t, w, 3*time.Hour, 1)
}

// The commit is lost on the way back, and several workers raise at once: each level still has one notice.
func TestALevelIsReachedOnce(t *testing.T) {
	t.Parallel()
	w, _ := placed(t)
	var lose atomic.Bool
	p := pgtest.NewProxy(t, w.DB.WorkerDSN, lose.Load)
	store := w.Open(t, p.DSN, seal.Clear{})
	w.Set(dbtest.Day.Add(2 * time.Hour))
	lose.Store(true)
	_, err := store.RaiseNotices(t.Context(), 10, offices)
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	lose.Store(false)
	raiseAt(t, w, 2*time.Hour, 0)
	require.Len(t, at(t, w, "tha-supervisor"), 1)

	w.Set(dbtest.Day.Add(4 * time.Hour))
	var all errgroup.Group
	for _, s := range []*postgres.Store{store, w.Store, store, w.Store} {
		all.Go(func() error {
			_, err := s.RaiseNotices(t.Context(), 10, offices)
			return err
		})
	}
	require.NoError(t, all.Wait())
	require.Len(t, at(t, w, "tha-coordination"), 1)
	require.Equal(t, 3, w.Count(t, "app.notices"))
}
