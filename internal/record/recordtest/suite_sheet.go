package recordtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func sheetKept(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	a := open(t, s, "case-a")
	task := a.Opened[0]
	made := record.Sheet{
		Ref: "sheet-1", By: casework.Actor{Account: "acc-7", Desk: task.Desk, Agency: "tha-social", Role: casework.RoleScreener}, Step: task.Step,
		Kind: task.Kind, Corridor: "tha-idn", Version: 1, OpenedAt: Now(), Again: "sheet-0", More: 3,
		Items: []record.SheetItem{{Case: a.Ref, Task: task.ID, Version: 1, SeenAt: Now()}},
	}
	require.NoError(t, s.OpenSheet(ctx, made))
	other := made
	other.Items, other.More = nil, 0
	require.NoError(t, s.OpenSheet(ctx, other), "a second time changes nothing")
	requireSheet(t, s, made)
	_, err := s.Sheet(ctx, "never")
	code(t, fault.NotFound, err, "no such sheet")

	looked, until := Now().Add(time.Minute), Now().Add(day)
	made.Outcome, made.Until = casework.Refer, &until
	made.Items = []record.SheetItem{{Case: a.Ref, Task: task.ID, Version: 2, SeenAt: looked, LookedAt: &looked, Ticked: true}}
	require.NoError(t, s.MarkSheet(ctx, made))
	confirmed := made
	confirmed.Digest, confirmed.ConfirmedAt = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", &looked
	code(t, fault.Conflict, s.ConfirmSheet(ctx, confirmed), "it was changed since it was read")
	made.Edits, confirmed.Edits = 1, 1
	requireSheet(t, s, made)

	confirmed.Items[0].Rule = "changed"
	require.NoError(t, s.ConfirmSheet(ctx, confirmed))
	requireSheet(t, s, confirmed)
	code(t, fault.Conflict, s.ConfirmSheet(ctx, confirmed), "it is confirmed once")
	code(t, fault.Conflict, s.MarkSheet(ctx, made), "a confirmed sheet stays as it is")
	missing := made
	missing.Ref = "never"
	code(t, fault.NotFound, s.MarkSheet(ctx, missing), "no such sheet")
	code(t, fault.NotFound, s.ConfirmSheet(ctx, missing), "no such sheet")

	require.NoError(t, s.StripCase(ctx, a.Ref, Now()))
	left, err := s.Sheet(ctx, made.Ref)
	require.NoError(t, err)
	require.Empty(t, left.Items, "the requests of an erased case go with it")
}

func requireSheet(t *testing.T, s Store, want record.Sheet) {
	t.Helper()
	found, err := s.Sheet(t.Context(), want.Ref)
	require.NoError(t, err)
	require.Equal(t, want, found)
}
