package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// A row that was written before notices were read on record is listed as before, needs no reading, never climbs, and
// can be read.
func TestANoticeOfAnEarlierRelease(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	require.NoError(t, postgres.MigrateTo(t.Context(), db.DSN, 34))
	w := dbtest.On(t, db)
	w.Super(t, `insert into app.movements (ref, status, charter, seats, blocked, sold, standby, manifest, desk, receiving, escorts, seq, departs_at, arrives_at, planned_at, updated_at, state)
			values ('trip', 'planned', false, 1, 0, 0, 0, 0, 'tha-screener', 'r', '{}', 1, now(), now(), now(), now(), '\x00')`,
		`insert into app.notices (movement_ref, seq, n, kind, desk, rung, task, created_at) values ('trip', 1, 0, 'movement_cancelled', 'tha-screener', '', '', '2020-01-01')`)
	require.NoError(t, postgres.Migrate(t.Context(), db.DSN))
	store := w.Open(t, db.WorkerDSN, seal.Clear{})
	found, err := store.Notices(t.Context(), record.NoticeFilter{Desk: "tha-screener"})
	require.NoError(t, err)
	require.Len(t, found.Rows, 1)
	require.Equal(t, "movement_cancelled", found.Rows[0].Kind)
	require.Nil(t, found.Rows[0].DueAt)
	unread, err := store.Notices(t.Context(), record.NoticeFilter{Desk: "tha-screener", Unread: new(true)})
	require.NoError(t, err)
	require.Empty(t, unread.Rows, "it needs no reading")
	w.Set(dbtest.Day.Add(10 * 365 * 24 * time.Hour))
	raised, err := store.RaiseNotices(t.Context(), 10, func(record.UnreadNotice) ([]casework.DeskID, bool) { return []casework.DeskID{"tha-supervisor"}, true })
	require.NoError(t, err)
	require.Zero(t, raised)
	read, err := store.ReadNotices(t.Context(), record.Reading{IDs: []int64{found.Rows[0].ID}, Account: "acc-screener", Key: "acc-screener/read"})
	require.NoError(t, err)
	require.Len(t, read, 1)
	require.NotNil(t, read[0].ReadAt)
}
