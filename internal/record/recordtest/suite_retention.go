package recordtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

func endedCases(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	open(t, s, "case-open")
	for _, ref := range []casework.Ref{"case-c", "case-a", "case-b", "case-erased"} {
		write(t, s, ending(open(t, s, ref), 10))
	}
	write(t, s, ending(open(t, s, "case-late"), 0))
	require.NoError(t, s.WriteErasure(ctx, requestOf("era-1", "case-b")))
	require.NoError(t, s.Destroy(ctx, seal.Subject("case/case-c")))
	require.NoError(t, s.StripCase(ctx, "case-erased", Now()))

	all, err := s.EndedCases(ctx, Now(), "", 9)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-a", "case-b", "case-c"}, refsOf(all), "before the instant, in order, not erased")
	require.Equal(t, []bool{false, true, false}, []bool{all[0].Asked, all[1].Asked, all[2].Asked})
	require.Equal(t, []bool{false, false, true}, []bool{all[0].Erased, all[1].Erased, all[2].Erased})
	state, err := s.CaseState(ctx, "case-a")
	require.NoError(t, err)
	require.Equal(t, state, all[0].State)
	require.Equal(t, Now().AddDate(0, 0, -10), all[2].State.Ended.At, "it is known when an erased one ended")
	require.Zero(t, all[0].Born)
	some, err := s.EndedCases(ctx, Now(), "case-a", 1)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-b"}, refsOf(some))
	some, err = s.EndedCases(ctx, Now().AddDate(0, 0, -10), "", 9)
	require.NoError(t, err)
	require.Empty(t, some)
}

func refsOf(all []record.EndedCase) []casework.Ref {
	out := make([]casework.Ref, len(all))
	for i, c := range all {
		out[i] = c.State.Ref
	}
	return out
}

func textsGuarded(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	kinds := []retention.Kind{retention.Contact, retention.Narrative}
	none := func(ref casework.Ref, seq int64, what string) {
		t.Helper()
		for name, f := range map[string]func() (map[retention.Kind]int, error){
			"count": func() (map[retention.Kind]int, error) { return s.CountTexts(ctx, ref, seq, kinds) },
			"empty": func() (map[retention.Kind]int, error) { return s.EmptyTexts(ctx, ref, seq, kinds) },
		} {
			found, err := f()
			require.NoError(t, err, "%s: %s", what, name)
			for kind, n := range found {
				require.Zero(t, n, "%s: %s %s", what, name, kind)
			}
		}
	}
	c := open(t, s, "case-a")
	none("case-a", 1, "it is open")
	write(t, s, ending(c, 40))
	none("case-a", 1, "it has moved since")
	none("never", 1, "it does not exist")
	require.NoError(t, s.WriteErasure(ctx, requestOf("era-1", "case-a")))
	none("case-a", 2, "its erasure is requested")
	found, err := s.EmptyTexts(ctx, "case-a", 2, nil)
	require.NoError(t, err)
	require.Empty(t, found)
}

func dueReplaced(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	for _, ref := range []casework.Ref{"case-a", "case-b"} {
		write(t, s, ending(open(t, s, ref), 40))
	}
	a := record.DueFile{Case: "case-a", Kind: retention.CaseAdult, Due: Now()}
	b := record.DueFile{Case: "case-b", Kind: retention.CaseChild, Due: Now().Add(-time.Hour)}
	both := []casework.Ref{"case-a", "case-b"}
	require.NoError(t, s.SaveDue(ctx, both, []record.DueFile{a, b}))
	requireDue(t, s, 9, b, a)
	requireDue(t, s, 1, b)
	later := record.DueFile{Case: "case-a", Kind: retention.CaseChild, Due: Now().Add(time.Hour)}
	require.NoError(t, s.SaveDue(ctx, both[:1], []record.DueFile{later}))
	requireDue(t, s, 9, b, later)
	require.NoError(t, s.SaveDue(ctx, both, []record.DueFile{later}))
	requireDue(t, s, 9, later)
	require.NoError(t, s.SaveDue(ctx, both, nil))
	requireDue(t, s, 9)
}

func requireDue(tb testing.TB, s Store, limit int, want ...record.DueFile) {
	tb.Helper()
	found, err := s.DueFiles(tb.Context(), limit)
	require.NoError(tb, err)
	require.Len(tb, found, len(want))
	for i, w := range want {
		require.Equal(tb, w, found[i])
	}
}

func oldCounted(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	for _, kind := range purgedByRow() {
		n, err := s.Purge(ctx, kind, Now(), 10)
		require.NoError(t, err, kind)
		require.Zero(t, n, kind)
		old, err := s.Old(ctx, kind, Now())
		require.NoError(t, err, kind)
		require.Equal(t, record.Overdue{Kind: kind, At: Now()}, old)
		keys, err := s.OldKeys(ctx, kind, Now(), 10)
		require.NoError(t, err)
		require.Empty(t, keys, "%s is purged row by row", kind)
	}
	for _, kind := range []retention.Kind{retention.CaseAdult, retention.Audit, retention.Contact, "everything"} {
		_, err := s.Purge(ctx, kind, Now(), 10)
		code(t, fault.Invalid, err, string(kind))
		_, err = s.Old(ctx, kind, Now())
		code(t, fault.Invalid, err, string(kind))
	}
	for _, kind := range []retention.Kind{retention.ListRows, retention.Journeys, retention.DraftKeys, retention.WordingKeys} {
		_, err := s.Purge(ctx, kind, Now(), 10)
		code(t, fault.Invalid, err, string(kind))
		_, err = s.Old(ctx, kind, Now())
		require.NoError(t, err, kind)
		keys, err := s.OldKeys(ctx, kind, Now(), 10)
		require.NoError(t, err)
		require.Empty(t, keys)
	}
	contact := record.Overdue{Kind: retention.Contact, Count: 2, Oldest: Now().Add(-day), At: Now()}
	failures := record.Overdue{Kind: retention.Failures, At: Now()}
	require.NoError(t, s.SaveOverdue(ctx, []record.Overdue{failures, contact}))
	more := contact
	more.Count = 3
	require.NoError(t, s.SaveOverdue(ctx, []record.Overdue{more}))
	all, err := s.Overdue(ctx)
	require.NoError(t, err)
	require.Equal(t, []record.Overdue{more, failures}, all)
}
