package stories_test

import (
	"bytes"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/sample"
	"example.org/homeward/internal/wire"
	"example.org/homeward/test/histories"
	"example.org/homeward/workflows"
)

// TestAListBecomesCases: a list of an armed group states 102 people and has 104 rows. It is parsed,
// compared with its own total, confirmed by a person, and becomes one case for each row, whose first
// tasks are in the inboxes; then a registrar answers many of them in one request.
func TestAListBecomesCases(t *testing.T) {
	s := begin(t)
	lead := officer{"tha-coordination", casework.RoleOperationLead, "lead", ""}
	receipt, err := s.as(lead).OpenOperation(t.Context(), once(), wire.OperationOpening{Host: "THA", Custodian: "bgf", Words: "Handover at the second bridge"})
	operation := s.settled(lead, receipt, err).Target.Ref

	text, err := fs.ReadFile(sample.Files(), "custodian.csv")
	require.NoError(t, err)
	params := wire.UploadListParams{Author: "custodian"}
	require.NoError(t, params.AsOf.UnmarshalText([]byte(sample.AsOf)))
	list, err := s.as(lead).UploadList(t.Context(), once(), operation, params, bytes.NewReader(text))
	s.fine(err)
	require.Equal(t, record.ListRead, list.State)
	require.Equal(t, 104, list.Reconciliation.Rows)
	require.Equal(t, 102, list.Reconciliation.Claims[0].Total)
	require.NotNil(t, list.Reconciliation.Difference)
	require.Equal(t, 2, *list.Reconciliation.Difference)
	require.Contains(t, list.Reconciliation.Headline, "the list says 102, rows are 104")
	require.Zero(t, list.Minted, "nothing is opened before somebody has confirmed")
	s.cannotBeALists(lead, operation)

	s.takesTwo(lead, list)
	s.until("every row has its case", func() bool {
		list, err = s.as(lead).ShowList(t.Context(), list.Ref)
		s.fine(err)
		return list.State == record.ListOpened
	})
	require.Equal(t, list.Readable, list.Opened)

	rows := s.rowsOf(lead, list.Ref)
	require.Len(t, rows, 104)
	cases := map[casework.Ref]bool{}
	for _, row := range rows {
		require.Equal(t, record.RowOpened, row.State)
		require.False(t, cases[row.Case], "one case for each row")
		cases[row.Case] = true
	}
	s.until("every case is on record", func() bool {
		funnel, err := s.as(lead).ShowFunnel(t.Context(), operation)
		s.fine(err)
		return funnel.Total == 104
	})
	histories.Record(t, s.site.engine, s.site.codec, workflows.RescueID(operation), release, "intake")
	s.registersMany(operation)
	s.resumesByTwo(lead, operation)
}

// takesTwo: for more people than one officer may act for alone, one officer proposes the previewed list
// and another approves exactly that.
func (s *story) takesTwo(lead officer, list wire.List) {
	s.t.Helper()
	ctx, ref := s.t.Context(), list.Ref
	_, err := s.as(lead).ConfirmList(ctx, once(), ref, wire.ListConfirmation{Preview: ""})
	s.refused(err, fault.GateClosed)
	seen, err := s.as(lead).PreviewList(ctx, ref)
	s.fine(err)
	require.Equal(s.t, 104, seen.Opens)
	require.True(s.t, seen.SecondPerson)
	require.Equal(s.t, 10, seen.Alone)
	_, err = s.as(lead).ConfirmList(ctx, once(), ref, wire.ListConfirmation{Preview: strings.Repeat("0", 64)})
	s.refused(err, fault.Stale)
	receipt, err := s.as(lead).ConfirmList(ctx, once(), ref, wire.ListConfirmation{Preview: seen.Preview})
	s.settled(lead, receipt, err)
	require.True(s.t, receipt.Operation.Waits)
	_, err = s.as(lead).ConfirmList(ctx, once(), ref, wire.ListConfirmation{Preview: seen.Preview})
	s.refused(err, fault.Conflict)

	mine, err := s.as(lead).ShowList(ctx, ref)
	s.fine(err)
	require.Equal(s.t, record.ListProposed, mine.State)
	require.True(s.t, mine.Mine)
	require.Contains(s.t, mine.WaitsFor, casework.RoleCoordinator, "whoever waits is told for whom")
	require.Zero(s.t, mine.Minted, "nothing is opened before a second person has agreed")
	_, err = s.as(lead).ApproveList(ctx, once(), ref, wire.ListApproval{Preview: seen.Preview})
	s.refused(err, fault.Denied)

	second := officer{"tha-coordination", casework.RoleCoordinator, "second", ""}
	theirs, err := s.as(second).PreviewList(ctx, ref)
	s.fine(err)
	require.Equal(s.t, seen.Preview, theirs.Preview, "both see the same")
	require.Equal(s.t, seen.Preview, theirs.Proposed)
	_, err = s.as(second).ApproveList(ctx, once(), ref, wire.ListApproval{Preview: strings.Repeat("0", 64)})
	s.refused(err, fault.Stale)
	intent := once()
	receipt, err = s.as(second).ApproveList(ctx, intent, ref, wire.ListApproval{Preview: theirs.Preview})
	receipt = s.settled(second, receipt, err)
	require.Equal(s.t, 104, receipt.Operation.Cases)
	receipt, err = s.as(second).ApproveList(ctx, intent, ref, wire.ListApproval{Preview: theirs.Preview})
	require.True(s.t, s.settled(second, receipt, err).Operation.Repeated)
	_, err = s.as(lead).ConfirmList(ctx, once(), ref, wire.ListConfirmation{Preview: seen.Preview})
	s.refused(err, fault.Conflict)
}

// cannotBeALists: a file that is not a list is refused as a whole.
func (s *story) cannotBeALists(lead officer, operation casework.Ref) {
	s.t.Helper()
	for _, content := range []string{"", "%PDF-1.7\n", "one line without any heading\n"} {
		_, err := s.as(lead).UploadList(s.t.Context(), once(), operation, wire.UploadListParams{Author: "other"}, bytes.NewReader([]byte(content)))
		require.Contains(s.t, []fault.Code{fault.Invalid, fault.Malformed}, s.codeOf(err))
	}
	all, err := s.as(lead).ListLists(s.t.Context(), operation, wire.ListListsParams{})
	s.fine(err)
	require.Len(s.t, all.Items, 1, "nothing of them is kept")
}

func (s *story) rowsOf(lead officer, list casework.Ref) []wire.ListRow {
	s.t.Helper()
	var rows []wire.ListRow
	params := wire.ListRowsParams{State: record.RowOpened, Limit: 60}
	for {
		page, err := s.as(lead).ListRows(s.t.Context(), list, params)
		s.fine(err)
		rows = append(rows, page.Items...)
		if page.Next == "" {
			return rows
		}
		params.Cursor = page.Next
	}
}

// registersMany: each item is judged separately and has its own answer; a repeated request does nothing twice.
func (s *story) registersMany(operation casework.Ref) {
	s.t.Helper()
	registrar := s.at("tha-registrar-maesot")
	inbox, err := s.as(registrar).ListTasks(s.t.Context(), wire.ListTasksParams{Operation: operation, Step: casework.StepRegister, Limit: 10})
	s.fine(err)
	require.Len(s.t, inbox.Items, 10, "as many as one officer decides alone")
	var batch wire.DecisionBatch
	for _, task := range inbox.Items {
		batch.Decisions = append(batch.Decisions, wire.BatchedDecision{
			Key: once().Key, Case: task.Case, Task: task.Name, Version: task.Version, Outcome: casework.Registered,
		})
	}
	last := batch.Decisions[9]
	batch.Decisions[3].Version += 7               // another version was seen
	batch.Decisions[5].Outcome = casework.Granted // no outcome of this step
	batch.Decisions[7].Case = "c0nobodyatall"     // an unknown case

	intent := once()
	var answers wire.DecisionAnswers
	batch.Decisions[9].Case, batch.Decisions[9].Task = batch.Decisions[8].Case, batch.Decisions[8].Task
	s.refused(s.send(registrar, http.MethodPost, "/tasks/decide", intent, batch, &answers), fault.Invalid) // one task has two answers: none is carried out
	batch.Decisions[9] = last
	err = s.send(registrar, http.MethodPost, "/tasks/decide", intent, batch, &answers)
	s.fine(err)
	require.Len(s.t, answers.Items, 10)
	require.Equal(s.t, 10, answers.Settled+answers.Pending+answers.Refused)
	for i, code := range map[int]fault.Code{3: fault.Stale, 5: fault.Invalid, 7: fault.NotFound} {
		require.Equal(s.t, code, answers.Items[i].Problem.Code)
		require.Equal(s.t, batch.Decisions[i].Key, answers.Items[i].Key, "in the order of the request")
	}
	require.Equal(s.t, 7, answers.Settled)

	var again wire.DecisionAnswers
	err = s.send(registrar, http.MethodPost, "/tasks/decide", intent, batch, &again)
	s.fine(err)
	for i, first := range answers.Items {
		require.Equal(s.t, first.State, again.Items[i].State)
		require.Equal(s.t, first.Case.Seq, again.Items[i].Case.Seq, "nothing is carried out twice")
	}
}
