package recordtest

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func noBatch() error { return fault.New(fault.NotFound, "there is no such batch") }

// ProposeBatch stores a batch that waits. A batch that is stored already stays as it is.
func (m *Memory) ProposeBatch(_ context.Context, b record.Batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.batches[b.Ref]; !there {
		b.State, b.Items = record.BatchWaiting, slices.Clone(b.Items)
		m.batches[b.Ref] = b
	}
	return nil
}

// AnswerBatch stores the answer to a batch that waits. The memory keeps no commands.
func (m *Memory) AnswerBatch(_ context.Context, a record.BatchAnswer, _ map[int]command.New) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.batches[a.Ref]
	switch {
	case !ok:
		return noBatch()
	case b.State != record.BatchWaiting:
		return fault.New(fault.Conflict, "the batch was answered in the meantime")
	case (a.State == record.BatchWithdrawn) != (a.By.Account == b.By.Account):
		return fault.New(fault.Invalid, "the record refuses this value")
	}
	b.State, b.Decided, b.DecidedAt, b.Items = a.State, &a.By, &a.At, slices.Clone(b.Items)
	for i := range b.Items {
		if b.Items[i].Rule = a.Rules[i]; a.State != record.BatchAgreed {
			b.Items[i].Body = record.BatchBody{}
		}
	}
	m.batches[a.Ref] = b
	return nil
}

// Batch returns a batch; fault.NotFound if there is none.
func (m *Memory) Batch(_ context.Context, ref casework.Ref) (record.Batch, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.batches[ref]
	if !ok {
		return record.Batch{}, noBatch()
	}
	b.Items = slices.Clone(b.Items)
	return b, nil
}

// Batches lists batches, newest first, without their decisions.
func (m *Memory) Batches(ctx context.Context, f record.BatchFilter) (out record.Batches, err error) {
	var rows []record.Batch
	for _, ref := range keysOf(m, m.batches) {
		b, err := m.Batch(ctx, ref)
		if err != nil {
			return out, err
		}
		b.Items = nil
		if f.WaitsAt.IsZero() || b.Waits(f.WaitsAt) || b.Pending > 0 {
			rows = append(rows, b)
		}
	}
	order, cursor := newest(func(b record.Batch) (time.Time, casework.Ref) { return b.At, b.Ref })
	out.Rows, out.Next = pageOf(rows, f.Page, order, cursor)
	return out, nil
}
