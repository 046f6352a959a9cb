package recordtest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func batchOf(ref casework.Ref, items ...record.BatchItem) record.Batch {
	return record.Batch{
		Ref: ref, By: screener(), At: Now(), Until: Now().Add(48 * time.Hour), Alone: 10, Digest: strings.Repeat("ab", 32), State: record.BatchWaiting, Items: items,
	}
}

// A batch is stored once, answered once by another account or withdrawn by its own, and the decisions of one that
// was not agreed to are forgotten.
func batchKept(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	a := open(t, s, "case-a")
	item := record.BatchItem{
		Case: a.Ref, Task: a.Opened[0].ID, Version: 1, Outcome: casework.Refer,
		Body: record.BatchBody{Key: "k", Fingerprint: []byte("f"), Decision: json.RawMessage(`{"reasons":"seen twice"}`)},
	}
	made := batchOf("batch-1", item, item)
	require.NoError(t, s.ProposeBatch(ctx, made))
	other := made
	other.Items, other.Alone = nil, 3
	require.NoError(t, s.ProposeBatch(ctx, other), "a second time changes nothing")
	requireBatch(t, s, made)
	_, err := s.Batch(ctx, "never")
	code(t, fault.NotFound, err, "no such batch")

	second := screener()
	second.Account = "acc-second"
	agreed := record.BatchAnswer{Ref: "batch-1", State: record.BatchAgreed, By: made.By, At: Now().Add(time.Hour), Rules: map[int]string{1: "changed"}}
	code(t, fault.Invalid, s.AnswerBatch(ctx, agreed, nil), "its own account agrees")
	agreed.By = second
	missing := agreed
	missing.Ref = "never"
	code(t, fault.NotFound, s.AnswerBatch(ctx, missing, nil), "no such batch")
	require.NoError(t, s.AnswerBatch(ctx, agreed, nil))
	code(t, fault.Conflict, s.AnswerBatch(ctx, agreed, nil), "answered twice")
	made.State, made.Decided, made.DecidedAt, made.Items[1].Rule = record.BatchAgreed, &second, &agreed.At, "changed"
	requireBatch(t, s, made)

	for ref, answer := range map[casework.Ref]record.BatchAnswer{
		"batch-2": {State: record.BatchWithdrawn, By: made.By}, "batch-3": {State: record.BatchRefused, By: second},
	} {
		require.NoError(t, s.ProposeBatch(ctx, batchOf(ref, item)))
		waiting, err := s.Batches(ctx, record.BatchFilter{WaitsAt: Now()})
		require.NoError(t, err)
		require.Len(t, waiting.Rows, 1)
		late, err := s.Batches(ctx, record.BatchFilter{WaitsAt: Now().Add(48 * time.Hour)})
		require.NoError(t, err)
		require.Empty(t, late.Rows, "it has expired")
		answer.Ref, answer.At = ref, Now()
		require.NoError(t, s.AnswerBatch(ctx, answer, nil))
		found, err := s.Batch(ctx, ref)
		require.NoError(t, err)
		require.Empty(t, found.Items[0].Body, "what was not agreed to is forgotten")
	}
	require.NoError(t, s.StripCase(ctx, a.Ref, Now()))
	left, err := s.Batch(ctx, "batch-1")
	require.NoError(t, err)
	require.Empty(t, left.Items, "the decisions on an erased case go with it")
}

func requireBatch(t *testing.T, s Store, want record.Batch) {
	t.Helper()
	found, err := s.Batch(t.Context(), want.Ref)
	require.NoError(t, err)
	require.Equal(t, want, found)
}
