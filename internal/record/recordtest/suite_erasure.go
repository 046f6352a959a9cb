package recordtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

func erasureOnce(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	code(t, fault.Invalid, s.WriteErasure(ctx, requestOf("era-1", "never")), "of a case that does not exist")
	open(t, s, "case-a")
	c := requestOf("era-1", "case-a")
	require.NoError(t, s.WriteErasure(ctx, c))
	require.NoError(t, s.WriteErasure(ctx, c), "again")
	code(t, fault.Conflict, s.WriteErasure(ctx, requestOf("era-2", "case-a")), "a second open request for the case")
	refused := afterRequest(c, erasure.KindRefuse, erasure.Refused)
	by, at := screener(), Now().Add(day)
	refused.Next.DecidedBy, refused.Next.DecidedAt = &by, &at
	require.NoError(t, s.WriteErasure(ctx, refused))
	require.NoError(t, s.WriteErasure(ctx, c), "again, after a later one")
	require.NoError(t, s.WriteErasure(ctx, requestOf("era-2", "case-a")), "once the first is refused")

	other := refused
	other.Key = "another-key"
	code(t, fault.Conflict, s.WriteErasure(ctx, other), "another change with this number")
	moved := afterRequest(refused, erasure.KindApprove, erasure.Approved)
	moved.Key = refused.Key
	code(t, fault.Conflict, s.WriteErasure(ctx, moved), "another change with this key")
	gap := afterRequest(afterRequest(refused, erasure.KindApprove, erasure.Approved), erasure.KindDone, erasure.Erased)
	require.ErrorIs(t, s.WriteErasure(ctx, gap), record.ErrGap)
	wrong := afterRequest(refused, erasure.KindApprove, erasure.Approved)
	wrong.Next.Ref = "era-9"
	code(t, fault.Invalid, s.WriteErasure(ctx, wrong), "another reference in the state")

	second := requestOf("era-2", "case-a")
	approved := afterRequest(second, erasure.KindApprove, erasure.Approved)
	code(t, fault.Invalid, s.WriteErasure(ctx, approved), "approved, and no time of it")
	approved.Next.DecidedBy, approved.Next.DecidedAt = &by, &at
	code(t, fault.Invalid, s.WriteErasure(ctx, approved), "approved by the one who requested it")
	secondPerson := casework.Actor{Account: "acc-second", Desk: "tha-dpo", Agency: "tha-msdhs", Role: casework.RoleDPO}
	approved.Next.DecidedBy = &secondPerson
	require.NoError(t, s.WriteErasure(ctx, approved))

	found, err := s.Erasure(ctx, "era-1")
	require.NoError(t, err)
	require.Equal(t, record.ErasureRow{Host: "THA", Erasure: refused.Next}, found)
	_, err = s.Erasure(ctx, "never")
	code(t, fault.NotFound, err, "no such request")
}

func caseErased(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	c := ending(open(t, s, "case-a"), 40)
	write(t, s, c)
	done, err := s.FenceCase(ctx, "case-a", 1)
	require.NoError(t, err)
	require.False(t, done, "it has moved since")
	done, err = s.FenceCase(ctx, "never", 1)
	require.NoError(t, err)
	require.False(t, done)
	for range 2 {
		done, err = s.FenceCase(ctx, "case-a", 2)
		require.NoError(t, err)
		require.True(t, done)
	}
	_, err = s.WriteChange(ctx, after(c, casework.KindState), nil)
	code(t, fault.Conflict, err, "nothing more is written to it")
	write(t, s, c) // a second write changes nothing

	require.NoError(t, s.Destroy(ctx, seal.Subject("case/case-a")))
	half, err := s.HalfErased(ctx)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-a"}, half)
	requireErased(t, s, c)
	require.NoError(t, s.SaveDue(ctx, nil, []record.DueFile{{Case: "case-a", Kind: "case_adult", Due: Now()}}))
	for range 2 {
		require.NoError(t, s.StripCase(ctx, "case-a", Now()))
	}
	half, err = s.HalfErased(ctx)
	require.NoError(t, err)
	require.Empty(t, half)
	requireErased(t, s, c)
	due, err := s.DueFiles(ctx, 9)
	require.NoError(t, err)
	require.Empty(t, due)
	notices, err := s.Notices(ctx, record.NoticeFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Empty(t, notices.Rows)
}

// requireErased requires that only what lists show of a case is left.
func requireErased(tb testing.TB, s Store, c casework.Change) {
	tb.Helper()
	found, err := s.Case(tb.Context(), c.Ref)
	require.NoError(tb, err)
	require.True(tb, found.Erased)
	require.Nil(tb, found.Person)
	require.Equal(tb, casework.Case{
		Ref: c.Ref, Seq: c.Seq, OpenedAt: c.Next.OpenedAt, Stage: c.Next.Stage, Modality: c.Next.Modality, Ended: c.Next.Ended,
		Rules: casework.Rules{Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted},
	}, found.State)
	require.Equal(tb, c.Seq, found.Seq)
}
