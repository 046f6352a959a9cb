package erasuredb_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// Why an erasure is asked for and why it was stopped are read with it, sealed with the key of the case, and gone when
// the person is erased. Until when it can be stopped stands on record while it can be.
func TestTheWordsOfAnErasureGoWithTheRest(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	change, clocks := dbtest.Opened("case-a")
	w.Write(t, change, clocks...)
	ctx, target := t.Context(), record.Target{Kind: record.TargetErasure, Ref: "erase-1"}
	says := func(e erasure.Erasure, cmd erasure.Command, words string) erasure.Erasure {
		cmd.Key, cmd.At, cmd.Gate = casework.Key(cmd.Kind), dbtest.Day, &gate.Status{Gate: "G23", Open: true}
		if words != "" {
			w.Stored(t, cmd.Key, target, string(cmd.Kind), cmd, record.Words{Text: words}) //nolint:contextcheck // the helper uses the context of t
		}
		made, _, err := erasure.Accept(e, cmd)
		require.NoError(t, err)
		require.NoError(t, w.WriteErasure(ctx, made))
		return e.Take(made)
	}
	first, second := dbtest.Protector("first"), dbtest.Protector("second")
	second.Agency = "another-agency"
	e := says(erasure.Erasure{Ref: "erase-1"}, erasure.Command{Kind: erasure.KindRequest, By: first, Case: "case-a", Basis: erasure.RegisteredWrongly}, "entered twice")
	e = says(e, erasure.Command{Kind: erasure.KindApprove, By: second, StopWithin: 24 * time.Hour}, "")
	row, err := w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Equal(t, "entered twice", row.Reasons)
	require.Equal(t, dbtest.Day.Add(24*time.Hour), row.StopUntil.UTC())
	says(e, erasure.Command{Kind: erasure.KindRefuse, By: first}, "she is here")
	row, err = w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Equal(t, "she is here", row.EndReasons)
	require.Nil(t, row.StopUntil)

	require.NoError(t, w.StripCase(ctx, "case-a", dbtest.Day))
	row, err = w.Erasure(ctx, "erase-1")
	require.NoError(t, err)
	require.Empty(t, row.Reasons+row.EndReasons)
}
