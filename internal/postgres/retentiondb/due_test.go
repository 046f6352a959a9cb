package retentiondb_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

func TestDueFilesAreReplaced(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"case-a", "case-b"} {
		change, clocks := dbtest.Opened(ref)
		change.Next.Ended = &casework.End{At: dbtest.Day.AddDate(-10, 0, 0), Closed: true}
		w.Write(t, change, clocks...)
	}
	ctx := t.Context()
	ended, err := w.EndedCases(ctx, dbtest.Day, "", 10)
	require.NoError(t, err)
	require.Len(t, ended, 2)
	ended, err = w.EndedCases(ctx, dbtest.Day, "case-a", 10)
	require.NoError(t, err)
	require.Len(t, ended, 1)
	both := []casework.Ref{"case-a", "case-b"}
	due := []record.DueFile{{Case: "case-a", Kind: retention.CaseAdult, Due: dbtest.Day}, {Case: "case-b", Kind: retention.CaseNegative, Due: dbtest.Day.Add(-time.Hour)}}
	require.NoError(t, w.SaveDue(ctx, both, due))
	found, err := w.DueFiles(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []record.DueFile{due[1], due[0]}, found, "the longest first")
	require.NoError(t, w.SaveDue(ctx, both, due[:1]))
	found, err = w.DueFiles(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, due[:1], found)
	require.NoError(t, w.StripCase(ctx, "case-a", dbtest.Day))
	ended, err = w.EndedCases(ctx, dbtest.Day, "", 10)
	require.NoError(t, err)
	require.Len(t, ended, 1, "who is erased is not looked at again")
}
