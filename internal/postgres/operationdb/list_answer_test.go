package operationdb_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// secondReading answers the first line in doubt with a state, and counts the rows again.
func secondReading(code string) func(record.ListLines) (record.ListDecision, error) {
	return func(lines record.ListLines) (record.ListDecision, error) {
		one := lines.Lines[0]
		now := doubt.Answered{Row: *one.Read, Answers: []doubt.Answer{{Problem: flaw.PeopleNotState, Choice: doubt.Value, Value: code, Number: lines.Number}}}
		now.Row.Nationality.Code, now.Row.Problems = code, nil
		one.Now, one.Codes = &now, nil
		r := roster.Reconcile(roster.List{Rows: []roster.Row{now.Row}}, nil, lines.AsOf)
		return record.ListDecision{Rows: 1, Changed: []record.ListLine{one}, Reconciliation: r}, nil
	}
}

func answered(key casework.Key) record.ListAnswer {
	return record.ListAnswer{
		List: "list-1", Problem: string(flaw.PeopleNotState), Choice: doubt.Value, At: dbtest.Day, By: dbtest.Screener(), Key: key,
		Hash: strings.Repeat("a", 64),
	}
}

// doubtfulList saves a list of one row whose nationality is in doubt, and returns the digest of its rows.
func doubtfulList(tb testing.TB, w *dbtest.Env) string {
	tb.Helper()
	v, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	l, err := v.Read(tb.Context(), strings.NewReader("No,Name,Nationality\n1,Noy Phimpha,Karen\n"), "", roster.Options{AsOf: civil.DateOf(dbtest.Day, time.UTC)})
	require.NoError(tb, err)
	_, err = w.SaveList(tb.Context(), savedList("list-1", "k1"), l)
	require.NoError(tb, err)
	return versionOf(tb, w)
}

func versionOf(tb testing.TB, w *dbtest.Env) string {
	tb.Helper()
	contents, err := w.ListContents(tb.Context(), "list-1")
	require.NoError(tb, err)
	return contents.Rows
}

// "Each doubt can be answered, by whom and when on record (sealed), before opening; the preview's fingerprint changes."
func TestAnAnswerIsStoredOnceBesideTheRow(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	seen := doubtfulList(t, w)
	got, err := w.AnswerList(t.Context(), answered("answer-1"), seen, secondReading("MMR"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 1}, []int{got.Number, got.Rows})
	require.NotEqual(t, seen, versionOf(t, w))

	again, err := w.AnswerList(t.Context(), answered("answer-1"), seen, secondReading("THA"))
	require.NoError(t, err, "the same key, although the preview has changed since")
	require.Equal(t, got, again)
	other := answered("answer-1")
	other.Hash = strings.Repeat("b", 64)
	_, err = w.AnswerList(t.Context(), other, seen, secondReading("THA"))
	require.Equal(t, fault.KeyReused, fault.CodeOf(err))
	_, err = w.AnswerList(t.Context(), answered("answer-2"), seen, secondReading("THA"))
	require.Equal(t, fault.Stale, fault.CodeOf(err), "another person has answered since")

	rows, err := w.ListRows(t.Context(), record.ListRowFilter{List: "list-1", State: record.RowReadable})
	require.NoError(t, err)
	require.Equal(t, "MMR", rows.Rows[0].Read.Nationality.Code)
	require.Equal(t, 1, rows.Rows[0].Answers[0].Number)
	require.Empty(t, rows.Rows[0].Problems)
	all, err := w.ListAnswers(t.Context(), "list-1", record.Page{})
	require.NoError(t, err)
	require.Equal(t, []record.ListAnswer{got}, all.Rows)
	require.Equal(t, dbtest.Screener(), all.Rows[0].By)
	l, err := w.List(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, []int{1, 0, 1}, []int{l.Readable, l.Doubts, l.Answers})
	require.Equal(t, map[string]int{"MMR": 1}, l.Reconciliation.Nationalities)

	c := dbtest.After(op, operation.KindConfirmList, "confirm")
	c.List = "list-1"
	_, err = w.WriteOperation(t.Context(), c)
	require.NoError(t, err)
	waiting, err := w.WaitingRows(t.Context(), "list-1", 0, 9)
	require.NoError(t, err)
	require.Equal(t, casework.Country("MMR"), waiting[0].Nationality, "the case is opened with the answered reading")
	_, err = w.AnswerList(t.Context(), answered("answer-3"), versionOf(t, w), secondReading("THA"))
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "a confirmed list is not answered any more")
	_, err = w.AnswerList(t.Context(), record.ListAnswer{List: "list-9", Key: "x"}, "", secondReading("THA"))
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// "A second person's approval is for the exact answers."
func TestAProposalIsVoidAfterAnAnswer(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	seen := doubtfulList(t, w)
	proposed := proposalOf(t, w, op, "list-1")
	_, err := w.WriteOperation(t.Context(), proposed)
	require.NoError(t, err)
	_, err = w.AnswerList(t.Context(), answered("answer-1"), seen, secondReading("MMR"))
	require.NoError(t, err)
	_, err = w.WriteOperation(t.Context(), secondly(proposed, operation.KindApproveList, "approve"))
	require.Equal(t, fault.Stale, fault.CodeOf(err))
	require.Zero(t, w.Count(t, "app.list_rows where case_ref is not null"))
}
