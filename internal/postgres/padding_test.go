package postgres_test

import (
	"fmt"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// An attacker with a dump sees the length of each sealed value. Answers of a step, votes, and causes
// of a pause all have the same length.
func TestTheLengthOfWhatIsSealedTellsNothing(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	db, err := sqlx.Open("postgres", w.DB.SuperuserDSN)
	require.NoError(t, err)
	defer db.Close()
	n := 0
	for _, spec := range casework.Specs() {
		told := map[string]casework.Outcome{}
		for _, outcome := range spec.Outcomes {
			n++
			ref := casework.Ref(fmt.Sprintf("case-%04d", n)) // all of them as long as each other
			first, clocks := dbtest.Opened(ref)
			one := dbtest.Task(spec.Step, 2, "tha-caseworker-mae-sot", dbtest.Day)
			one.Votes = []casework.Vote{{By: dbtest.Screener(), Outcome: outcome, At: dbtest.Day, Key: "vote"}}
			first.Opened = append(first.Opened, one)
			first.Next.Tasks = append(first.Next.Tasks, one)
			w.Write(t, first, clocks...)
			last := dbtest.Decided(first, one, outcome)
			last.Next.Settlements = []casework.Settlement{{Step: one.Step, Outcome: outcome, Attempt: 1, At: dbtest.Day, By: dbtest.Screener(), Key: last.Key}}
			w.Stored(t, casework.Key(fmt.Sprintf("decide-%04d", n)), dbtest.OfCase(ref), "decide",
				casework.Command{Kind: casework.KindDecide, Task: one.ID, Outcome: outcome, By: dbtest.Screener()}, record.Words{})
			w.Write(t, last)
			lengths := lengthsOf(t, db, ref)
			told[lengths] = outcome
		}
		require.Len(t, told, 1, "the lengths tell %s apart: %v", spec.Step, told)
	}
}

// lengthsOf are the lengths of everything sealed of a case.
func lengthsOf(t *testing.T, db *sqlx.DB, ref casework.Ref) string {
	t.Helper()
	var out []string
	require.NoError(t, db.SelectContext(t.Context(), &out, `
		select 'state ' || octet_length(state) from app.cases where ref = $1
		union all select 'change ' || seq || ' ' || coalesce(octet_length(recorded), 0) from app.case_changes where case_ref = $1
		union all select 'line ' || seq || '.' || n || ' ' || octet_length(body) from app.timeline where case_ref = $1
		union all select 'decision ' || octet_length(body) from app.decisions where case_ref = $1
		union all select 'task ' || task || ' ' || coalesce(octet_length(outcome), 0) || ' ' || coalesce(octet_length(votes), 0) from app.tasks where case_ref = $1
		union all select 'command ' || octet_length(args) from app.commands where target_ref = $1 order by 1`, ref))
	require.Len(t, out, 10)
	return fmt.Sprint(out)
}
