package engine

import (
	"context"
	"fmt"
	"time"

	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/workflows"
)

// The limits of a roll-over: parallel requests, runs in a page, the time between two passes, and the
// number of passes without progress after which it returns an error.
const (
	rollWidth  = 10
	rollPage   = 200
	rollLook   = time.Second
	rollFutile = 10
)

// RollOver moves every case, operation, movement and erasure whose run began before an instant to a new
// run, under the code of the present workers. It repeats its pass until no older run is left, and calls
// progress with the number of older runs after each pass. It may be stopped and started again at any
// time. If the number of older runs does not fall for a while, it returns an error with that number:
// they undo or destroy something, or no worker runs.
func (e *Engine) RollOver(ctx context.Context, before time.Time, progress func(older int)) error {
	fewest, futile := -1, 0
	for {
		older, err := e.rollPass(ctx, before)
		if err != nil {
			return err
		}
		progress(older)
		switch {
		case older == 0:
			return nil
		case fewest < 0 || older < fewest:
			fewest, futile = older, 0
		default:
			if futile++; futile >= rollFutile {
				return fmt.Errorf("roll over: %d runs are still older than %s; try again later", older, before.UTC().Format(time.RFC3339))
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("roll over: %w", context.Cause(ctx))
		case <-time.After(rollLook):
		}
	}
}

// rollPass asks every older run once, and returns their number.
func (e *Engine) rollPass(ctx context.Context, before time.Time) (int, error) {
	query := fmt.Sprintf("ExecutionStatus = 'Running' AND StartTime < '%s' AND WorkflowType IN ('%s', '%s', '%s', '%s')",
		before.UTC().Format(time.RFC3339Nano), workflows.CaseWorkflow, workflows.RescueWorkflow, workflows.TransportWorkflow, workflows.ErasureWorkflow)
	var found int
	var token []byte
	for {
		page, err := e.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{Query: query, PageSize: rollPage, NextPageToken: token})
		if err != nil {
			return found, fmt.Errorf("list older runs: %w", fromTemporal(err))
		}
		found += len(page.GetExecutions())
		e.rollEach(ctx, before, page.GetExecutions())
		if token = page.GetNextPageToken(); len(token) == 0 {
			return found, nil
		}
	}
}

// rollEach asks some runs. A run that cannot be asked now is found again in the next pass.
func (e *Engine) rollEach(ctx context.Context, before time.Time, runs []*workflowpb.WorkflowExecutionInfo) {
	var all errgroup.Group
	all.SetLimit(rollWidth)
	for _, run := range runs {
		all.Go(func() error {
			ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
			defer cancel()
			_, _ = e.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
				UpdateID:   fmt.Sprintf("rollover/%d", before.UnixNano()),
				WorkflowID: run.GetExecution().GetWorkflowId(), RunID: run.GetExecution().GetRunId(),
				UpdateName: workflows.UpdateRollover, WaitForStage: client.WorkflowUpdateStageAccepted,
			})
			return nil
		})
	}
	_ = all.Wait() // the functions return no errors
}
