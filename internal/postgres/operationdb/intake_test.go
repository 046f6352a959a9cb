package operationdb_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

// custodian is the small list as its author wrote it, read.
func custodian(t *testing.T) roster.List {
	t.Helper()
	raw, err := os.ReadFile("../../roster/sample/custodian.csv")
	require.NoError(t, err)
	read, err := roster.Read(t.Context(), bytes.NewReader(raw), "custodian.csv", roster.Options{AsOf: civil.DateOf(dbtest.Day, time.UTC)})
	require.NoError(t, err)
	require.Greater(t, len(read.Rows), 50)
	return read
}

func savedList(ref casework.Ref, key casework.Key) record.List {
	return record.List{
		Ref: ref, Operation: "op-1", Name: "custodian.csv", Author: "custodian", Hash: dbtest.Zeros(), Bytes: 12345, At: dbtest.Day, By: dbtest.Screener(), Key: key,
	}
}

func TestAListBecomesCases(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	content := custodian(t)
	saved, err := w.SaveList(t.Context(), savedList("list-1", "k1"), content)
	require.NoError(t, err)
	require.Equal(t, record.ListRead, saved.State)
	require.Equal(t, len(content.Rows), saved.Readable)
	require.Equal(t, content.Reconciliation, saved.Reconciliation)
	require.Equal(t, content.Columns, saved.Columns)

	again, err := w.SaveList(t.Context(), savedList("list-2", "k1"), content)
	require.NoError(t, err)
	require.Equal(t, saved, again, "the same key gives the same list")
	_, err = w.SaveList(t.Context(), savedList("list-3", "k3"), content)
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "the same file twice")

	lines := dbtest.Pages(t, func(p record.Page) ([]record.ListRow, *record.Cursor, error) {
		p.Limit = 3
		got, err := w.ListRows(t.Context(), record.ListRowFilter{List: "list-1", State: record.RowReadable, Page: p})
		return got.Rows, got.Next, err
	})
	require.Len(t, lines, len(content.Rows))
	for i, row := range content.Rows {
		require.Equal(t, row, *lines[i].Read)
		require.Equal(t, row.Raw, lines[i].Raw, "as written")
	}

	confirm := dbtest.After(op, operation.KindConfirmList, "confirm")
	confirm.List = "list-1"
	recorded, err := w.WriteOperation(t.Context(), confirm)
	require.NoError(t, err)
	require.Equal(t, len(content.Rows), recorded.Rows)
	repeated, err := w.WriteOperation(t.Context(), confirm)
	require.NoError(t, err)
	require.Equal(t, recorded, repeated)
	require.Equal(t, recorded.Rows, w.Count(t, "app.list_rows where case_ref is not null"), "minted once")

	waiting, err := w.WaitingRows(t.Context(), "list-1", 10, 13)
	require.NoError(t, err)
	require.Len(t, waiting, 3)
	for i, row := range waiting {
		read := content.Rows[10+i]
		require.Equal(t, operation.Row{
			Number: 10 + i, Case: casework.Ref(fmt.Sprintf("case-%04d", 11+i)),
			Nationality: casework.Country(read.Nationality.Code), Born: read.BirthDate,
		}, row)
	}

	change, clocks := dbtest.Opened(waiting[0].Case)
	w.Write(t, change, clocks...)
	detail, err := w.Case(t.Context(), waiting[0].Case)
	require.NoError(t, err)
	require.Equal(t, casework.Ref("op-1"), detail.Operation)
	require.Equal(t, record.PersonOf(content.Rows[10]), *detail.Person, "who the row was about")

	require.NoError(t, w.MarkOpened(t.Context(), "list-1", []casework.Ref{waiting[0].Case}))
	require.NoError(t, w.MarkOpened(t.Context(), "list-1", []casework.Ref{waiting[0].Case}))
	waiting, err = w.WaitingRows(t.Context(), "list-1", 10, 13)
	require.NoError(t, err)
	require.Len(t, waiting, 2)
	found, err := w.CasesAfter(t.Context(), "op-1", "", 10)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{change.Ref}, found)
	found, err = w.CasesAfter(t.Context(), "op-1", change.Ref, 10)
	require.NoError(t, err)
	require.Empty(t, found)

	row, err := w.Operation(t.Context(), "op-1")
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 1, 0}, []int{row.Lists, row.Cases, row.Open, row.Overdue})
}

func TestAConfirmationThatCannotBe(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	w.OpenOperation(t, "op-2")
	content := roster.List{Rows: []roster.Row{{Line: 2, Raw: []string{"a"}, Name: person.NewName("a")}}}
	_, err := w.SaveList(t.Context(), savedList("list-1", "k1"), content)
	require.NoError(t, err)
	foreign := savedList("list-2", "k2")
	foreign.Operation = "op-2"
	_, err = w.SaveList(t.Context(), foreign, content)
	require.NoError(t, err, "another operation may have the same file")

	for name, tt := range map[string]struct {
		list casework.Ref
		code fault.Code
	}{
		"unknown": {"list-9", fault.NotFound}, "of another operation": {"list-2", fault.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			c := dbtest.After(op, operation.KindConfirmList, "confirm")
			c.List = tt.list
			_, err := w.WriteOperation(t.Context(), c)
			require.Equal(t, tt.code, fault.CodeOf(err))
		})
	}

	require.NoError(t, w.DropList(t.Context(), "list-1"))
	require.NoError(t, w.DropList(t.Context(), "list-1"))
	require.Equal(t, fault.NotFound, fault.CodeOf(w.DropList(t.Context(), "list-9")))
	c := dbtest.After(op, operation.KindConfirmList, "confirm")
	c.List = "list-1"
	_, err = w.WriteOperation(t.Context(), c)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	_, err = w.SaveList(t.Context(), savedList("list-4", "k4"), content)
	require.NoError(t, err, "a file that was dropped may come again")
	c.List = "list-4"
	_, err = w.WriteOperation(t.Context(), c)
	require.NoError(t, err)
	require.Equal(t, fault.Conflict, fault.CodeOf(w.DropList(t.Context(), "list-4")))

	gap := dbtest.After(dbtest.After(dbtest.After(op, operation.KindClose, "x"), operation.KindClose, "x"), operation.KindClose, "close")
	_, err = w.WriteOperation(t.Context(), gap)
	require.ErrorContains(t, err, "changes before this one are missing")
	require.False(t, fault.Lasting(err))
}

func TestAListIsOpenedWhenEveryRowIs(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	_, err := w.SaveList(t.Context(), savedList("list-1", "k1"), roster.List{
		Rows:       []roster.Row{{Line: 2, Raw: []string{"a"}, Name: person.NewName("a")}},
		Unreadable: []roster.Unreadable{{Line: 3, Raw: []string{"b", "c"}, Problem: flaw.TooManyCells}},
		OtherLines: []roster.OtherLine{{Line: 4, Kind: roster.TotalLine, Raw: []string{"TOTAL 3"}}},
	})
	require.NoError(t, err)
	c := dbtest.After(op, operation.KindConfirmList, "confirm")
	c.List = "list-1"
	_, err = w.WriteOperation(t.Context(), c)
	require.NoError(t, err)
	require.NoError(t, w.MarkOpened(t.Context(), "list-1", []casework.Ref{"case-0001"}))
	_, err = w.WriteOperation(t.Context(), dbtest.After(c, operation.KindListOpened, "confirm/done"))
	require.NoError(t, err)
	got, err := w.List(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListOpened, got.State)
	require.Equal(t, []int{2, 1, 1, 1, 1}, []int{got.Rows, got.Readable, got.Unreadable, got.Minted, got.Opened})
	require.Equal(t, dbtest.Screener(), *got.ConfirmedBy)

	problem, err := w.ListRows(t.Context(), record.ListRowFilter{List: "list-1", Problem: string(flaw.TooManyCells)})
	require.NoError(t, err)
	require.Len(t, problem.Rows, 1)
	require.Equal(t, []string{"b", "c"}, problem.Rows[0].Raw)
	lists, err := w.Lists(t.Context(), record.ListFilter{Operation: "op-1", State: record.ListOpened})
	require.NoError(t, err)
	require.Equal(t, []record.ListSummary{got}, lists.Rows)
	_, err = w.List(t.Context(), "list-9")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

func TestOperationsAreListed(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"op-1", "op-2", "op-3", "op-4", "op-5"} {
		w.OpenOperation(t, ref)
	}
	read := func(f record.OperationFilter) []record.OperationRow {
		return dbtest.Pages(t, func(p record.Page) ([]record.OperationRow, *record.Cursor, error) {
			f.Page = p
			got, err := w.Operations(t.Context(), f)
			return got.Rows, got.Next, err
		})
	}
	all := read(record.OperationFilter{Host: "THA", State: operation.Running, Lead: "tha-screener"})
	require.Len(t, all, 5)
	require.Equal(t, casework.Ref("op-5"), all[0].Ref)
	require.Equal(t, "bgf", all[0].Custodian)
	require.Empty(t, read(record.OperationFilter{State: operation.Closed}))
	_, err := w.Operation(t.Context(), "op-9")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}
