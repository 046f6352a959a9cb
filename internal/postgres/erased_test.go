package postgres_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/seal"
)

// After the key of a case is destroyed, nothing that was written about the person can be read anywhere, also
// not in her list. The rest can still be read without an error: that there was a case, which steps were
// asked of which desks, and when.
func TestOfAnErasedCaseTheSkeletonStays(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	m := &dbtest.Marker{}
	dbtest.TellAll(t, w, m)
	ctx := t.Context()
	before, err := w.Case(ctx, "case-a")
	require.NoError(t, err)
	require.False(t, before.Erased)
	for _, ref := range []seal.Subject{"case/case-a", "case/case-0001"} {
		require.NoError(t, box.Destroy(ctx, ref))
	}

	after, err := w.Case(ctx, "case-a")
	require.NoError(t, err)
	require.True(t, after.Erased)
	require.Empty(t, after.Person)
	require.Empty(t, after.Documents)
	require.Equal(t, casework.Case{
		Ref: "case-a", Seq: before.Seq, OpenedAt: before.OpenedAt, Stage: before.Stage, Modality: before.Modality,
		Rules: casework.Rules{Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Modality: before.Modality},
	}, after.State)
	require.Len(t, after.Tasks, len(before.Tasks))
	line, err := w.Timeline(ctx, record.TimelineFilter{Case: "case-a", Page: record.Page{Limit: record.MaxLimit}})
	require.NoError(t, err)
	require.NotEmpty(t, line.Rows)
	for _, e := range line.Rows {
		require.True(t, e.Erased)
		require.Equal(t, dbtest.Screener(), e.By, "who, and when")
		require.Equal(t, casework.Entry{}, e.Entry, "and not what")
	}
	rows, err := w.ListRows(ctx, record.ListRowFilter{List: "list-1", State: record.RowMinted})
	require.NoError(t, err)
	require.Len(t, rows.Rows, 2)
	require.True(t, rows.Rows[0].Erased)
	require.Empty(t, rows.Rows[0].Raw)
	require.False(t, rows.Rows[1].Erased, "her neighbour on the list is not erased with her")
	require.NotEmpty(t, rows.Rows[1].Read.Name.Display)

	read := pgtest.NewSearch(m.Personal...).Find([]byte(dbtest.ReadAll(t, w.Store)))
	for _, mark := range read {
		require.NotContains(t, hers(m), mark, "it was erased")
	}
	require.NotEmpty(t, read, "what others wrote is there")

	// Nothing more can be written of her.
	c := dbtest.Next(casework.Change{Ref: "case-a", Seq: before.Seq, At: dbtest.Day, Next: after.State}, casework.KindState)
	_, err = w.WriteChange(ctx, c, nil)
	require.ErrorIs(t, err, seal.ErrErased)
}

// hers are the marks that only the two cases have: all but those of the operation, of the whole list, of
// the next row of it, of the movement, of the lists that an officer has saved, and of proposed words.
func hers(m *dbtest.Marker) []string {
	var out []string
	ours := map[string]bool{}
	for _, what := range []string{
		"operation", "list", "heading", "unreadable", "title", "spelling", "trip", "from", "to", "why", "arrival", "document ref",
		"trip detail", "gate", "because", "view", "wording", "wording note", "explanation",
	} {
		ours[what] = true
	}
	listed := 0
	for _, mark := range m.Personal {
		_, what, _ := strings.Cut(mark, " ")
		switch {
		case ours[what]:
		case what == "cell" || what == "listed" || what == "listed phone":
			if listed++; listed <= 4 {
				out = append(out, mark) // the first row of the list
			}
		default:
			out = append(out, mark)
		}
	}
	return out
}

// A row is sealed with the key of its list until its case is opened, and with that of the case
// from that very transaction on: both at once would be one too many.
func TestARowOfAListBecomesHersWithTheCase(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	m := &dbtest.Marker{}
	m.TellOperation(t, w)
	ctx := t.Context()
	require.Equal(t, 1, w.Count(t, "app.list_rows where keyed_by = 'case' and case_ref = 'case-0001'"))
	require.Equal(t, 1, w.Count(t, "app.list_rows where keyed_by = 'list' and case_ref = 'case-0002'"))

	// A change that fails leaves the row with its list.
	second, clocks := dbtest.Opened("case-0002")
	second.Decisions = []casework.Decision{{Key: second.Key, Task: "x", Step: "x", Final: true}, {Key: second.Key, Task: "x", Step: "x", Final: true}}
	_, err := w.WriteChange(ctx, second, clocks)
	require.Error(t, err)
	require.Equal(t, 1, w.Count(t, "app.list_rows where keyed_by = 'list' and case_ref = 'case-0002'"))

	// Destroying the key of a list destroys nothing of the rows that have become cases.
	require.NoError(t, box.Destroy(ctx, "list/list-1"))
	rows, err := w.ListRows(ctx, record.ListRowFilter{List: "list-1"})
	require.NoError(t, err)
	require.Len(t, rows.Rows, 4)
	for _, row := range rows.Rows {
		require.Equal(t, row.Case != "case-0001", row.Erased, "line %d", row.Line)
	}
	one, err := w.Case(ctx, "case-0001")
	require.NoError(t, err)
	require.Equal(t, record.PersonOf(*rows.Rows[1].Read), *one.Person)
	waiting, err := w.WaitingRows(ctx, "list-1", 0, 9)
	require.NoError(t, err)
	require.Len(t, waiting, 2)
	require.Equal(t, birth.Date{}, waiting[1].Born, "nobody knows any more")
}
