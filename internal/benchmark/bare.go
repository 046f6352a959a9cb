package benchmark

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// The bare side is the least that a durable answer of a person needs: one Update, and one activity
// that writes one row.
const (
	bareQueue    = "bench"
	bareWorkflow = "Bare"
	bareUpdate   = "put"
)

// rows writes one row for each key, once.
type rows struct{ db *sql.DB }

// Put writes the row.
func (r *rows) Put(ctx context.Context, key string) error {
	_, err := r.db.ExecContext(ctx, `insert into bench.rows (key, at) values ($1, now()) on conflict do nothing`, key)
	return err
}

// bare handles Updates for a day. With a first key it also writes a row at once.
func bare(ctx workflow.Context, first string) error {
	var r *rows
	put := func(ctx workflow.Context, key string) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Second})
		return workflow.ExecuteActivity(ctx, r.Put, key).Get(ctx, nil)
	}
	if err := workflow.SetUpdateHandler(ctx, bareUpdate, put); err != nil {
		return err
	}
	if first != "" {
		if err := put(ctx, first); err != nil {
			return err
		}
	}
	return workflow.Sleep(ctx, 24*time.Hour)
}

// startBare starts the worker of the bare side in this process and returns its stop function.
func startBare(ctx context.Context, c client.Client, db *sql.DB) (func(), error) {
	for _, statement := range []string{
		`create schema if not exists bench`,
		`create table if not exists bench.rows (key text primary key, at timestamptz not null)`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("prepare bare table: %w", err)
		}
	}
	w := worker.New(c, bareQueue, worker.Options{MaxConcurrentWorkflowTaskPollers: 8, MaxConcurrentActivityTaskPollers: 8})
	w.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: bareWorkflow})
	w.RegisterActivity(&rows{db: db})
	if err := w.Start(); err != nil {
		return nil, fmt.Errorf("start bare worker: %w", err)
	}
	return w.Stop, nil
}

// startOne starts a bare workflow.
func startOne(ctx context.Context, c client.Client, id, first string) error {
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: bareQueue}, bareWorkflow, first)
	return err
}

// putOne sends one Update to a bare workflow and waits for its result.
func putOne(ctx context.Context, c client.Client, id string) error {
	key := uuid.NewString()
	handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		UpdateID: key, WorkflowID: id, UpdateName: bareUpdate, Args: []any{key}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}
