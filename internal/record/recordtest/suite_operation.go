package recordtest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

func operationOnce(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	c := operationOf("op-1")
	require.Equal(t, operation.Recorded{}, writeOperation(t, s, c))
	writeOperation(t, s, c)
	paused := afterOperation(c, operation.KindPause, "k-pause")
	paused.Next.State = operation.Paused
	paused.Next.Pause = &casework.Pause{Cause: casework.CauseOperation, Since: paused.At, By: screener()}
	writeOperation(t, s, paused)
	writeOperation(t, s, c) // again, after a later one

	other := paused
	other.Key = "another-key"
	_, err := s.WriteOperation(ctx, other)
	code(t, fault.Conflict, err, "another change with this number")
	_, err = s.WriteOperation(ctx, afterOperation(paused, operation.KindResume, "k-pause"))
	code(t, fault.Conflict, err, "another change with this key")
	_, err = s.WriteOperation(ctx, afterOperation(afterOperation(paused, operation.KindResume, "k-1"), operation.KindPause, "k-2"))
	require.ErrorIs(t, err, record.ErrGap)
	_, err = s.WriteOperation(ctx, afterOperation(operationOf("op-2"), operation.KindPause, "k-3"))
	require.ErrorIs(t, err, record.ErrGap)
	wrong := afterOperation(paused, operation.KindResume, "k-4")
	wrong.Next.Seq++
	_, err = s.WriteOperation(ctx, wrong)
	code(t, fault.Invalid, err, "another number in the state")

	found, err := s.Operation(ctx, "op-1")
	require.NoError(t, err)
	require.Equal(t, record.Operation{
		Ref: "op-1", Seq: 2, State: operation.Paused, Host: "THA", Custodian: "bgf", Lead: "tha-screener", Pause: paused.Next.Pause,
		OpenedAt: Now(), UpdatedAt: paused.At, By: screener(), Key: "open-op-1",
	}, found.Operation)
	_, err = s.Operation(ctx, "never")
	code(t, fault.NotFound, err, "no such operation")
}

func listOf(ref casework.Ref) record.List {
	return record.List{
		Ref: ref, Operation: "op-1", Name: "people.csv", Author: "custodian", Hash: fmt.Sprintf("%064x", []byte(ref)), Bytes: 9, At: Now(), By: screener(),
		Key: "list-" + casework.Key(ref),
	}
}

// save stores a list; its hash has 64 digits.
func save(tb testing.TB, s Store, ref casework.Ref, content roster.List) record.ListSummary {
	tb.Helper()
	l, err := s.SaveList(tb.Context(), listOf(ref), content)
	require.NoError(tb, err)
	return l
}

func listOnce(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	writeOperation(t, s, operationOf("op-1"))
	first := save(t, s, "list-1", rows(2))
	require.Equal(t, 3, first.Rows)
	require.Equal(t, 2, first.Readable)
	require.Equal(t, record.ListRead, first.State)
	again, err := s.SaveList(ctx, listOf("list-1"), rows(5))
	require.NoError(t, err)
	require.Equal(t, first, again, "the same key: the list that is stored")
	same := listOf("list-2")
	same.Hash = listOf("list-1").Hash
	_, err = s.SaveList(ctx, same, rows(2))
	code(t, fault.Conflict, err, "the same file again")
	require.NoError(t, s.DropList(ctx, "list-1"))
	require.NoError(t, s.DropList(ctx, "list-1"))
	_, err = s.SaveList(ctx, same, rows(2))
	require.NoError(t, err, "once the first is dropped")
	code(t, fault.NotFound, s.DropList(ctx, "never"), "no such list")
	_, err = s.List(ctx, "never")
	code(t, fault.NotFound, err, "no such list")
	_, err = s.ListContents(ctx, "never")
	code(t, fault.NotFound, err, "no such list")
}

// fingerprint is the fingerprint of a preview.
func fingerprint() string { return strings.Repeat("0f", 32) }

// confirming is a change that confirms a list as a preview has shown it.
func confirming(after operation.Change, kind operation.Kind, list casework.Ref, digest string) operation.Change {
	c := afterOperation(after, kind, casework.Key(fmt.Sprintf("%s-%s-%d", kind, list, after.Seq)))
	c.List, c.Preview = list, &operation.Preview{Opens: 3, Rows: digest, Fingerprint: fingerprint()}
	return c
}

func listBecomesCases(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	op := operationOf("op-1")
	writeOperation(t, s, op)
	save(t, s, "list-1", rows(3))
	seen, err := s.ListContents(ctx, "list-1")
	require.NoError(t, err)
	require.NotEmpty(t, seen.Rows)
	require.Equal(t, operation.Contents{
		List: "list-1", Operation: "op-1", Origins: map[casework.Country]int{"KEN": 3}, Opens: 3, Unreadable: 1, Aside: 1, Rows: seen.Rows,
	}, seen)
	none, err := s.WaitingRows(ctx, "list-1", 0, 9)
	require.NoError(t, err)
	require.Empty(t, none, "before it is confirmed")

	_, err = s.WriteOperation(ctx, confirming(op, operation.KindConfirmList, "list-1", "other rows"))
	code(t, fault.Stale, err, "the preview was of other rows")
	_, err = s.WriteOperation(ctx, confirming(op, operation.KindConfirmList, "never", seen.Rows))
	code(t, fault.NotFound, err, "a list that the operation does not have")
	confirm := confirming(op, operation.KindConfirmList, "list-1", seen.Rows)
	require.Equal(t, operation.Recorded{Rows: 3}, writeOperation(t, s, confirm))
	require.Equal(t, operation.Recorded{Rows: 3}, writeOperation(t, s, confirm), "again")
	_, err = s.WriteOperation(ctx, confirming(confirm, operation.KindConfirmList, "list-1", seen.Rows))
	code(t, fault.Conflict, err, "confirmed under another key")
	now, err := s.ListContents(ctx, "list-1")
	require.NoError(t, err)
	require.NotEqual(t, seen.Rows, now.Rows, "its rows have cases now")
	require.Equal(t, 3, now.Opens)
	code(t, fault.Conflict, s.DropList(ctx, "list-1"), "it was confirmed")

	waiting, err := s.WaitingRows(ctx, "list-1", 0, 9)
	require.NoError(t, err)
	require.Len(t, waiting, 3)
	require.NotEqual(t, waiting[0].Case, waiting[1].Case)
	for i, row := range waiting {
		require.Equal(t, operation.Row{Number: i, Case: row.Case, Nationality: "KEN"}, row)
	}
	some, err := s.WaitingRows(ctx, "list-1", 1, 2)
	require.NoError(t, err)
	require.Equal(t, waiting[1:2], some)
	for _, row := range waiting[:2] {
		open(t, s, row.Case)
	}
	found, err := s.Case(ctx, waiting[0].Case)
	require.NoError(t, err)
	require.Equal(t, casework.Ref("op-1"), found.Operation)
	require.Equal(t, "person 0", found.Person.Name)

	opened := []casework.Ref{waiting[0].Case, waiting[1].Case}
	require.NoError(t, s.MarkOpened(ctx, "list-1", opened))
	require.NoError(t, s.MarkOpened(ctx, "list-1", opened), "again")
	left, err := s.WaitingRows(ctx, "list-1", 0, 9)
	require.NoError(t, err)
	require.Equal(t, waiting[2:], left)
	listOpened := afterOperation(confirm, operation.KindListOpened, "k-opened")
	writeOperation(t, s, listOpened)
	requireList(t, s, record.ListConfirmed, 2)
	require.NoError(t, s.MarkOpened(ctx, "list-1", []casework.Ref{waiting[2].Case}))
	writeOperation(t, s, afterOperation(listOpened, operation.KindListOpened, "k-opened-2"))
	requireList(t, s, record.ListOpened, 3)

	open(t, s, "by-hand")
	refs, err := s.CasesAfter(ctx, "op-1", "", 9)
	require.NoError(t, err)
	require.ElementsMatch(t, opened, refs, "those that are open, of this operation")
	refs, err = s.CasesAfter(ctx, "op-1", min(opened[0], opened[1]), 9)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{max(opened[0], opened[1])}, refs)
	refs, err = s.CasesAfter(ctx, "op-1", "", 1)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{min(opened[0], opened[1])}, refs)
}

func requireList(tb testing.TB, s Store, state record.ListState, opened int) {
	tb.Helper()
	l, err := s.List(tb.Context(), "list-1")
	require.NoError(tb, err)
	require.Equal(tb, state, l.State)
	require.Equal(tb, opened, l.Opened)
	require.Equal(tb, 3, l.Minted)
}

func listProposed(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	op := operationOf("op-1")
	writeOperation(t, s, op)
	save(t, s, "list-1", rows(3))
	seen, err := s.ListContents(ctx, "list-1")
	require.NoError(t, err)
	_, err = s.WriteOperation(ctx, confirming(op, operation.KindApproveList, "list-1", seen.Rows))
	code(t, fault.Conflict, err, "approved before it is proposed")
	proposing := func(after operation.Change) operation.Change {
		c := confirming(after, operation.KindProposeList, "list-1", seen.Rows)
		c.Next.Proposals = []operation.Proposal{{List: "list-1", Fingerprint: fingerprint(), Cases: 3, By: screener(), At: c.At}}
		return c
	}
	proposed := proposing(op)
	require.Equal(t, operation.Recorded{}, writeOperation(t, s, proposed))
	l, err := s.List(ctx, "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListProposed, l.State)
	require.Equal(t, fingerprint(), l.Preview)
	require.Equal(t, screener(), *l.ProposedBy)
	require.True(t, proposed.At.Equal(*l.ProposedAt))
	code(t, fault.Conflict, s.DropList(ctx, "list-1"), "it waits for a second person")

	refused := afterOperation(proposed, operation.KindRefuseList, "k-refuse")
	refused.List, refused.Next.Proposals = "list-1", nil
	writeOperation(t, s, refused)
	l, err = s.List(ctx, "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListRead, l.State)
	require.Nil(t, l.ProposedBy)
	require.Empty(t, l.Preview)

	again := proposing(refused)
	writeOperation(t, s, again)
	approved := confirming(again, operation.KindApproveList, "list-1", seen.Rows)
	approved.Next.Proposals, approved.At = nil, again.At.Add(time.Hour)
	_, err = s.WriteOperation(ctx, approved)
	code(t, fault.Invalid, err, "the one who proposed it approves it")
	approved.By.Account = "acc-second"
	require.Equal(t, operation.Recorded{Rows: 3}, writeOperation(t, s, approved))
	l, err = s.List(ctx, "list-1")
	require.NoError(t, err)
	require.Equal(t, record.ListConfirmed, l.State)
	require.Equal(t, 3, l.Minted)
	require.Equal(t, approved.By, *l.ConfirmedBy)
	require.Equal(t, screener(), *l.ProposedBy, "who proposed it stays on record")
}

func resumeProposed(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	op := operationOf("op-1")
	writeOperation(t, s, op)
	writeOperation(t, s, operationOf("op-2"))
	paused := afterOperation(op, operation.KindPause, "k-pause")
	paused.Next.State, paused.Next.Pause = operation.Paused, &casework.Pause{Cause: casework.CauseOperation, Since: paused.At, By: screener()}
	writeOperation(t, s, paused)
	early := afterOperation(paused, operation.KindAgreeResume, "k-early")
	_, err := s.WriteOperation(ctx, early)
	code(t, fault.Invalid, err, "nothing is proposed")
	proposed := afterOperation(paused, operation.KindProposeResume, "k-resume")
	proposed.Next.Resume = &operation.Resuming{Digest: fingerprint(), Cases: 11, By: screener(), At: proposed.At, Until: proposed.At.Add(time.Hour)}
	proposed.Notices = []operation.Notice{{Kind: operation.NoticeResumeWaits, Desk: "tha-coordination"}}
	writeOperation(t, s, proposed)
	writeOperation(t, s, proposed) // again
	told, err := s.Notices(ctx, record.NoticeFilter{Desk: "tha-coordination", Unread: new(true)})
	require.NoError(t, err)
	require.Len(t, told.Rows, 1)
	require.Equal(t, []casework.Ref{"op-1", ""}, []casework.Ref{told.Rows[0].Operation, told.Rows[0].Case})
	require.True(t, told.Rows[0].Urgent)
	found, err := s.Operation(ctx, "op-1")
	require.NoError(t, err)
	require.Equal(t, proposed.Next.Resume, found.Resume)
	waiting, err := s.Operations(ctx, record.OperationFilter{State: operation.Paused, Resuming: true})
	require.NoError(t, err)
	require.Len(t, waiting.Rows, 1)
	require.Equal(t, casework.Ref("op-1"), waiting.Rows[0].Ref)

	agreed := afterOperation(proposed, operation.KindAgreeResume, "k-agree")
	agreed.Next.State, agreed.Next.Pause, agreed.Next.Resume = operation.Running, nil, nil
	_, err = s.WriteOperation(ctx, agreed)
	code(t, fault.Invalid, err, "the account that has proposed it agrees")
	agreed.By.Account = "acc-second"
	writeOperation(t, s, agreed)
	writeOperation(t, s, agreed) // again
	found, err = s.Operation(ctx, "op-1")
	require.NoError(t, err)
	require.Nil(t, found.Resume)
	counted, err := s.CountByCorridor(ctx, "op-1")
	require.NoError(t, err)
	require.Empty(t, counted)
}
