package tasks

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/wire"
)

// ofBatch are the parameters of an operation on a batch that takes a second person.
type ofBatch struct {
	Batch casework.Ref `path:"batch"`
}

// onBatch are the parameters of a write to one.
type onBatch struct {
	ofBatch

	Key string `header:"Idempotency-Key"`
}

func (h handlers) listBatches(ctx context.Context, _ struct{}) (wire.BatchPage, error) {
	found, err := h.do.ListBatches(ctx)
	out := wire.BatchPage{Items: []wire.Batch{}}
	for _, b := range found.Rows {
		out.Items = append(out.Items, batchLine(b))
	}
	return out, err
}

func (h handlers) showBatch(ctx context.Context, p ofBatch) (wire.BatchDetail, error) {
	found, err := h.do.ShowBatch(ctx, p.Batch)
	return batchDetail(ctx, found), err
}

func (h handlers) agreeBatch(ctx context.Context, p onBatch, body wire.AgreeBatchJSONRequestBody) (wire.BatchDetail, error) {
	found, err := h.do.AgreeBatch(ctx, p.Batch, body.Digest)
	return batchDetail(ctx, found), err
}

func (h handlers) refuseBatch(ctx context.Context, p onBatch) (wire.BatchDetail, error) {
	found, err := h.do.RefuseBatch(ctx, p.Batch)
	return batchDetail(ctx, found), err
}

func (h handlers) withdrawBatch(ctx context.Context, p onBatch) (wire.BatchDetail, error) {
	found, err := h.do.WithdrawBatch(ctx, p.Batch)
	return batchDetail(ctx, found), err
}

// batchLine is a batch without its decisions.
func batchLine(b tasks.Batch) wire.Batch {
	out := wire.Batch{
		Ref: b.Ref, State: b.State, Desk: b.By.Desk, Role: b.By.Role, At: b.At.UTC(), Until: b.Until.UTC(), Alone: b.Alone, Digest: b.Digest,
		Expired: b.Expired, Mine: b.Mine, MayAnswer: b.MayAnswer, Pending: b.Pending, MaySend: b.MaySend, DecidedAt: encode.Time(b.DecidedAt),
	}
	if b.Decided != nil {
		out.DecidedDesk, out.DecidedRole = b.Decided.Desk, b.Decided.Role
	}
	return out
}

// batchDetail is a batch with its decisions: what would be left out now, or what became of each.
func batchDetail(ctx context.Context, b tasks.Batch) wire.BatchDetail {
	out := wire.BatchDetail{Batch: batchLine(b), Items: []wire.BatchItem{}}
	for i, item := range b.Items {
		row := b.Rows[i]
		one := wire.BatchItem{
			Case: item.Case, Task: encode.TaskName(item.Task), Version: item.Version, Outcome: item.Outcome, Reason: row.Decision.Reason,
			Reasons: row.Decision.Reasons, Facts: facts(row.Decision.Facts), State: row.State, Answer: encode.CaseAnswer(row.Case),
		}
		for _, rule := range row.Leaves {
			one.Leaves = append(one.Leaves, string(rule))
		}
		if row.State == record.CommandRefused && row.Err != nil {
			one.Problem = problem.Of(respond.RequestID(ctx), row.Err)
		}
		out.Items = append(out.Items, one)
	}
	return out
}

// facts are the facts of a decision, as they were sent.
func facts(all []casework.Statement) []wire.BatchFact {
	var out []wire.BatchFact
	for _, f := range all {
		out = append(out, wire.BatchFact{Name: f.Name, Value: f.Value})
	}
	return out
}
