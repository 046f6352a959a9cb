package recordtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// told writes one change with a notice of each of these kinds to the caseworker's desk, and returns the notices,
// oldest first.
func told(t *testing.T, s Store, pace int, kinds ...casework.NoticeKind) []record.Notice {
	t.Helper()
	c := open(t, s, "case-a")
	next := after(c, casework.KindReport)
	next.Next.Rules.Pace = pace
	for _, kind := range kinds {
		next.Notices = append(next.Notices, casework.Notice{Kind: kind, Desk: "tha-caseworker"})
	}
	write(t, s, next)
	found, err := s.Notices(t.Context(), record.NoticeFilter{Desk: "tha-caseworker"})
	require.NoError(t, err)
	require.Len(t, found.Rows, len(kinds))
	out := make([]record.Notice, 0, len(kinds))
	for i := range kinds {
		out = append(out, found.Rows[len(kinds)-1-i])
	}
	return out
}

func noticesDue(t *testing.T, s Store) {
	t.Helper()
	all := told(t, s, 0, casework.NoticeEmergency, casework.NoticeAccessGiven, casework.NoticeTaskOpened)
	urgent, calm, none := all[0], all[1], all[2]
	require.True(t, urgent.Urgent)
	require.Equal(t, urgent.CreatedAt.Add(2*time.Hour), *urgent.DueAt)
	require.False(t, calm.Urgent)
	require.Equal(t, calm.CreatedAt.Add(72*time.Hour), *calm.DueAt)
	require.Nil(t, none.DueAt, "the request stands in the inbox")
	unread, err := s.Notices(t.Context(), record.NoticeFilter{Desk: "tha-caseworker", Unread: new(true)})
	require.NoError(t, err)
	require.Equal(t, []record.Notice{calm, urgent}, unread.Rows)
	pressing, err := s.Notices(t.Context(), record.NoticeFilter{Desk: "tha-caseworker", Unread: new(true), Urgent: new(true)})
	require.NoError(t, err)
	require.Equal(t, []record.Notice{urgent}, pressing.Rows)
}

func noticeReadOnce(t *testing.T, s Store) {
	t.Helper()
	all := told(t, s, 60, casework.NoticeEmergency, casework.NoticeAccessGiven)
	require.Equal(t, all[0].CreatedAt.Add(2*time.Minute), *all[0].DueAt, "at the pace of the case")
	first := record.Reading{IDs: []int64{all[0].ID}, Account: "acc-one", Key: "acc-one/read"}
	read, err := s.ReadNotices(t.Context(), first)
	require.NoError(t, err)
	require.Len(t, read, 1)
	require.Equal(t, casework.AccountID("acc-one"), read[0].ReadBy)
	require.Equal(t, Now(), *read[0].ReadAt)
	for _, later := range []record.Reading{first, {IDs: first.IDs, Account: "acc-two", Key: "acc-two/read"}} {
		again, err := s.ReadNotices(t.Context(), later)
		require.NoError(t, err)
		require.Equal(t, read, again, "the first reader stays")
	}
	_, err = s.ReadNotices(t.Context(), record.Reading{IDs: []int64{all[1].ID}, Account: "acc-one", Key: first.Key})
	code(t, fault.KeyReused, err, "the key has read another notice")
	both, err := s.ReadNotices(t.Context(), record.Reading{IDs: []int64{all[0].ID, all[1].ID, 999}, Account: "acc-two", Key: "acc-two/all"})
	require.NoError(t, err)
	require.Len(t, both, 2, "one that is not there is left out")
	require.Equal(t, read[0], both[1])
	unread, err := s.Notices(t.Context(), record.NoticeFilter{Desk: "tha-caseworker", Unread: new(true)})
	require.NoError(t, err)
	require.Empty(t, unread.Rows)
}
