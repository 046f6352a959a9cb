package usecasetest

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
)

// AnswerBatch stores the answer to a batch with the commands of its decisions, as the database does at once.
func (r *Record) AnswerBatch(ctx context.Context, a record.BatchAnswer, send map[int]command.New) error {
	if err := r.Memory.AnswerBatch(ctx, a, nil); err != nil {
		return err
	}
	for _, n := range send {
		if _, _, err := r.office.Commands.StoreCommand(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// Batch returns a batch, with the number of its commands that are not carried out yet.
func (r *Record) Batch(ctx context.Context, ref casework.Ref) (record.Batch, error) {
	b, err := r.Memory.Batch(ctx, ref)
	if b.State != record.BatchAgreed {
		return b, err
	}
	for _, item := range b.Items {
		key, keyErr := command.KeyFor(b.By.Account, item.Body.Key)
		if keyErr != nil {
			continue
		}
		if row, err := r.office.Commands.row(key); err == nil && row.State == record.CommandPending {
			b.Pending++
		}
	}
	return b, err
}

// Batches lists batches, newest first, without their decisions.
func (r *Record) Batches(ctx context.Context, f record.BatchFilter) (out record.Batches, err error) {
	all, err := r.Memory.Batches(ctx, record.BatchFilter{Page: f.Page})
	out.Next = all.Next
	for _, b := range all.Rows {
		found, err := r.Batch(ctx, b.Ref)
		if err != nil {
			return out, err
		}
		if b.Pending = found.Pending; f.WaitsAt.IsZero() || b.Waits(f.WaitsAt) || b.Pending > 0 {
			out.Rows = append(out.Rows, b)
		}
	}
	return out, err
}
