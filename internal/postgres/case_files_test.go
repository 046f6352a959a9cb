package postgres_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/dbtest"
)

// The files of all passengers are read in one transaction, with as many queries for fifty as for one.
func TestFilesOfManyCasesAreOneTransaction(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var refs []casework.Ref
	for i := range 50 {
		ref := casework.Ref(fmt.Sprintf("case-%02d", i))
		refs = append(refs, ref)
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
	}
	for _, some := range [][]casework.Ref{refs[:1], append(refs, "case-never")} {
		seen := &db.Observed{}
		files, err := w.CaseFiles(db.Observe(t.Context(), seen), some)
		require.NoError(t, err)
		require.Equal(t, 1, seen.Transactions())
		require.Len(t, seen.Statements(), 4, "the principal, and three queries")
		require.NotContains(t, files, casework.Ref("case-never"))
		one, err := w.Case(t.Context(), "case-00")
		require.NoError(t, err)
		one.Tasks = nil
		require.Equal(t, one, files["case-00"])
	}
}
