package operationdb_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// proposal is the change by which a list waits for a second person.
func proposalOf(tb testing.TB, w *dbtest.Env, op operation.Change, list casework.Ref) operation.Change {
	tb.Helper()
	contents, err := w.ListContents(tb.Context(), list)
	require.NoError(tb, err)
	c := dbtest.After(op, operation.KindProposeList, "propose")
	c.List, c.By = list, dbtest.Screener()
	c.Preview = &operation.Preview{Opens: contents.Opens, Alone: 10, Rows: contents.Rows, Fingerprint: dbtest.Zeros()}
	c.Next.Proposals = []operation.Proposal{{List: list, Fingerprint: dbtest.Zeros(), Cases: contents.Opens, By: c.By, At: c.At}}
	return c
}

// secondly returns the change of a second person.
func secondly(c operation.Change, kind operation.Kind, key casework.Key) operation.Change {
	c = dbtest.After(c, kind, key)
	c.By.Account = "acc-second"
	c.Next.Proposals = nil
	return c
}

func TestContentsOfAList(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.OpenOperation(t, "op-1")
	content := custodian(t)
	_, err := w.SaveList(t.Context(), savedList("list-1", "k1"), content)
	require.NoError(t, err)
	got, err := w.ListContents(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, []int{len(content.Rows), len(content.Unreadable), len(content.OtherLines)}, []int{got.Opens, got.Unreadable, got.Aside})
	total := 0
	for origin, n := range got.Origins {
		require.NotEqual(t, casework.Country(roster.UnknownNationality), origin)
		total += n
	}
	require.Equal(t, got.Opens, total)
	require.Equal(t, len(content.Reconciliation.Duplicates), got.Alike)
	again, err := w.ListContents(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, got, again)
	_, err = w.ListContents(t.Context(), "list-9")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))

	for name, change := range map[string]string{
		"a cell":        `update app.list_rows set raw = raw || '\x00' where list_ref = 'list-1' and line = 9`,
		"what was read": `update app.list_rows set read = read || '\x00' where list_ref = 'list-1' and line = 10`,
		"a problem":     `update app.list_rows set problems = problems || array['x'] where list_ref = 'list-1' and line = 11`,
		"a line less":   `delete from app.list_rows where list_ref = 'list-1' and line = 12`,
	} {
		w.Super(t, change)
		changed, err := w.ListContents(t.Context(), "list-1")
		require.NoError(t, err)
		require.NotEqual(t, again.Rows, changed.Rows, name)
		again = changed
	}
}

func TestTwoPersonsOpenAList(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	content := custodian(t)
	_, err := w.SaveList(t.Context(), savedList("list-1", "k1"), content)
	require.NoError(t, err)

	proposed := proposalOf(t, w, op, "list-1")
	for range 2 { // a crash after the commit has it written again
		recorded, err := w.WriteOperation(t.Context(), proposed)
		require.NoError(t, err)
		require.Zero(t, recorded.Rows)
	}
	l, err := w.List(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListProposed, l.State)
	require.Equal(t, dbtest.Screener(), *l.ProposedBy)
	require.Equal(t, dbtest.Zeros(), l.Preview)
	require.Zero(t, w.Count(t, "app.list_rows where case_ref is not null"))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.DropList(t.Context(), "list-1")))

	refused := secondly(proposed, operation.KindRefuseList, "refuse")
	for range 2 {
		_, err = w.WriteOperation(t.Context(), refused)
		require.NoError(t, err)
	}
	l, err = w.List(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListRead, l.State)
	require.Nil(t, l.ProposedBy)

	proposed = proposalOf(t, w, refused, "list-1")
	proposed.Key = "propose-again"
	_, err = w.WriteOperation(t.Context(), proposed)
	require.NoError(t, err)
	alone := secondly(proposed, operation.KindApproveList, "alone")
	alone.By = dbtest.Screener()
	_, err = w.WriteOperation(t.Context(), alone)
	require.ErrorContains(t, err, "lists_two_persons", "the database itself wants two accounts")
	approved := secondly(proposed, operation.KindApproveList, "approve")
	for range 2 {
		recorded, err := w.WriteOperation(t.Context(), approved)
		require.NoError(t, err)
		require.Equal(t, len(content.Rows), recorded.Rows)
	}
	require.Equal(t, len(content.Rows), w.Count(t, "app.list_rows where case_ref is not null"), "minted once")
	l, err = w.List(t.Context(), "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListConfirmed, l.State)
	require.Equal(t, dbtest.Screener().Account, l.ProposedBy.Account)
	require.Equal(t, casework.AccountID("acc-second"), l.ConfirmedBy.Account)
	require.Equal(t, 1, w.Count(t, `app.audit_events where action = 'record.operation' and code = 'approve_list' and account = 'acc-second'
		and commitment = '`+dbtest.Zeros()+`'`), "the log commits to what was approved")
}

func TestAListThatChangedIsNotOpened(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	op := w.OpenOperation(t, "op-1")
	_, err := w.SaveList(t.Context(), savedList("list-1", "k1"), custodian(t))
	require.NoError(t, err)
	proposed := proposalOf(t, w, op, "list-1")
	_, err = w.WriteOperation(t.Context(), proposed)
	require.NoError(t, err)
	w.Super(t, `delete from app.list_rows where list_ref = 'list-1' and line = (select max(line) from app.list_rows where state = 'readable')`)
	_, err = w.WriteOperation(t.Context(), secondly(proposed, operation.KindApproveList, "approve"))
	require.Equal(t, fault.Stale, fault.CodeOf(err))
	require.Zero(t, w.Count(t, "app.list_rows where case_ref is not null"))

	one := proposalOf(t, w, proposed, "list-1")
	one.Kind, one.Key, one.Next.Proposals = operation.KindConfirmList, "confirm", nil
	one.Preview.Rows = dbtest.Zeros()
	_, err = w.WriteOperation(t.Context(), one)
	require.Equal(t, fault.Stale, fault.CodeOf(err), "by one person neither")
}

func TestAnApprovalOfAListIsSignedAtOnce(t *testing.T) {
	t.Parallel()
	event := audit.Event{At: dbtest.Day.Add(time.Hour), Action: audit.WroteOperation, Outcome: audit.Allowed, Code: string(operation.KindApproveList)}
	require.True(t, event.Approves())
	event.Code = string(operation.KindProposeList)
	require.False(t, event.Approves())
}
