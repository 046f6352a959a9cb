package officedb_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// told writes a case with one notice of each of these kinds to the screening desk, and returns the notices, oldest
// first.
func told(t *testing.T, w *dbtest.Env, ref casework.Ref, kinds ...casework.NoticeKind) []record.Notice {
	t.Helper()
	c, clocks := dbtest.Opened(ref)
	c.Notices = nil
	for _, kind := range kinds {
		c.Notices = append(c.Notices, casework.Notice{Kind: kind, Desk: "tha-screener"})
	}
	w.Write(t, c, clocks...)
	found, err := w.Notices(t.Context(), record.NoticeFilter{Case: ref})
	require.NoError(t, err)
	require.Len(t, found.Rows, len(kinds))
	out := make([]record.Notice, 0, len(kinds))
	for i := range kinds {
		out = append(out, found.Rows[len(kinds)-1-i])
	}
	return out
}

func readingBy(account casework.AccountID, ids ...int64) record.Reading {
	return record.Reading{IDs: ids, Account: account, Key: casework.Key(account) + "/read"}
}

// The reading is committed and its answer is lost. Sent again, it has the answer of the first time.
func TestAReadingWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	n := told(t, w, "case-a", casework.NoticeEmergency)[0]
	var lose atomic.Bool
	p := pgtest.NewProxy(t, w.DB.APIDSN, lose.Load)
	store := w.OpenAs(t, p.DSN, seal.Clear{}, dbtest.Officer(dbtest.Screener(), "THA"))

	lose.Store(true)
	_, err := store.ReadNotices(t.Context(), readingBy("acc-screener", n.ID))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.Equal(t, int32(1), p.Lost.Load(), "the proxy has lost the answer")
	lose.Store(false)
	require.Equal(t, 1, w.Count(t, "app.notices where read_at is not null"), "it is durable all the same")

	w.Set(dbtest.Day.Add(time.Hour))
	read, err := store.ReadNotices(t.Context(), readingBy("acc-screener", n.ID))
	require.NoError(t, err)
	require.Len(t, read, 1)
	require.Equal(t, dbtest.Day, *read[0].ReadAt)
	require.Equal(t, casework.AccountID("acc-screener"), read[0].ReadBy)
}

// Row-level security shows a notice to the desk and the role that it is for, and reads it in the name of the caller.
func TestANoticeIsForItsDeskAndRole(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskScreener, "tha-msdhs", "THA", "tha-screener")
	all := told(t, w, "case-a", casework.NoticeEmergency, casework.NoticeAccessGiven)
	w.Super(t, `update app.notices set role = 'supervisor' where kind = 'access_given'`)
	supervisor := dbtest.Screener()
	supervisor.Account, supervisor.Role = "acc-supervisor", casework.RoleSupervisor
	other := dbtest.Screener()
	other.Desk = "tha-screener-north"
	for who, tt := range map[string]struct {
		as   casework.Actor
		sees int
	}{
		"an officer of the desk": {dbtest.Screener(), 1}, "a supervisor at the desk": {supervisor, 2}, "an officer of another desk of the agency": {other, 0},
	} {
		ctx := principal.With(t.Context(), dbtest.Officer(tt.as, "THA"))
		found, err := w.Front.Notices(ctx, record.NoticeFilter{})
		require.NoError(t, err)
		require.Len(t, found.Rows, tt.sees, who)
	}

	screener := principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	read, err := w.Front.ReadNotices(screener, readingBy("acc-screener", all[0].ID, all[1].ID))
	require.NoError(t, err)
	require.Len(t, read, 1, "the one for the supervisor is left out")
	require.Equal(t, 1, w.Count(t, "app.notices where read_at is not null"), "and is not read")
	_, err = w.Front.ReadNotices(principal.With(t.Context(), dbtest.Officer(supervisor, "THA")), record.Reading{IDs: []int64{all[1].ID}, Account: "acc-screener", Key: "acc-screener/other"})
	require.ErrorContains(t, err, "42501", "in the name of another account")
}

// A desk sees no notice of a case that it may not see any more.
func TestANoticeFollowsWhoSeesItsCase(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.PlaceDesks(t, casework.DeskScreener, "tha-msdhs", "THA", "tha-screener")
	told(t, w, "case-a", casework.NoticeEmergency, casework.NoticeRecall)
	as := principal.With(t.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	kinds := func() (out []string) {
		found, err := w.Front.Notices(as, record.NoticeFilter{})
		require.NoError(t, err)
		for _, n := range found.Rows {
			out = append(out, n.Kind)
		}
		return out
	}
	require.Equal(t, []string{"recall_and_delete", "emergency"}, kinds())
	w.Super(t, `update app.cases set feared = '{THA}'`)
	require.Empty(t, kinds(), "a state that she may fear, with nothing to delete")
	w.Super(t, `update app.case_parts set how = 'owes'`)
	require.Equal(t, []string{"recall_and_delete"}, kinds(), "a state that she may fear has to delete")
	w.Super(t, `update app.cases set feared = '{}'`, `update app.case_parts set how = 'part'`)
	require.Len(t, kinds(), 2)
	w.Super(t, `insert into app.case_access (case_ref, kind, id, account, since) values ('case-a', 'excluded', 'x', 'acc-screener', '2020-01-01')`)
	require.Empty(t, kinds(), "she does not want this officer")
	w.Super(t, `delete from app.case_access`, `update app.case_parts set ended_at = now()`)
	require.Empty(t, kinds(), "the desk has no part any more")
}
