package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type taskBatches struct{}

func (c *taskBatches) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.BatchPage, error) { return s.ListBatches(ctx) }, func(found wire.BatchPage) {
		t := NewTable(env.Out, "BATCH", "BY", "PROPOSED", "UNTIL", "YOURS")
		for _, b := range found.Items {
			yours := ""
			if b.Mine {
				yours = "yes"
			}
			t.Row(b.Ref, b.Desk, Instant(b.At), Instant(b.Until), yours)
		}
		t.Flush()
	})
}

// ofBatch names a batch.
type ofBatch struct {
	Batch wire.Ref `arg:"" help:"The batch's reference."`
}

type taskBatch struct{ ofBatch }

func (c *taskBatch) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.BatchDetail, error) { return s.ShowBatch(ctx, c.Batch) }, env.batch)
}

type taskBatchAgree struct {
	ofBatch

	Digest string `required:"" placeholder:"DIGEST" help:"Of the batch that you have seen."`
}

func (c *taskBatchAgree) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.BatchDetail, error) {
		return s.AgreeBatch(ctx, r.intent(), c.Batch, wire.BatchAgreement{Digest: c.Digest})
	}, env.batch)
}

type taskBatchRefuse struct{ ofBatch }

func (c *taskBatchRefuse) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.BatchDetail, error) { return s.RefuseBatch(ctx, r.intent(), c.Batch) }, env.batch)
}

type taskBatchWithdraw struct{ ofBatch }

func (c *taskBatchWithdraw) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.BatchDetail, error) { return s.WithdrawBatch(ctx, r.intent(), c.Batch) }, env.batch)
}

// batch prints a batch with its decisions.
func (env Env) batch(found wire.BatchDetail) {
	b := found.Batch
	env.Printf("Batch %s, %s, proposed by %s at %s, until %s\n", b.Ref, b.State, b.Desk, Instant(b.At), Instant(b.Until))
	t := NewTable(env.Out, "CASE", "TASK", "VERSION", "OUTCOME", "LEFT OUT", "STATE")
	for _, i := range found.Items {
		t.Row(i.Case, i.Task, i.Version, i.Outcome, strings.Join(i.Leaves, " "), i.State)
	}
	t.Flush()
	env.Printf("Digest %s\n", b.Digest)
}
