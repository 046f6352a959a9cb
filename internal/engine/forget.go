package engine

import (
	"context"
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"

	"example.org/homeward/internal/casework"
	"example.org/homeward/workflows"
)

// forgotten is written into the history as the reason of an end; a code, and no word of anybody.
const forgotten = "erased"

// EndCase ends the workflow of a case at once, in any state. It is for a case whose data
// are about to be destroyed, and for nothing else: an ended workflow takes nothing back. It
// returns nil if it has ended already or never existed.
func (e *Engine) EndCase(ctx context.Context, ref casework.Ref) error {
	ctx, cancel := e.bounded(ctx)
	defer cancel()
	err := e.client.TerminateWorkflow(ctx, workflows.CaseID(ref), "", forgotten)
	if err == nil || is[*serviceerror.NotFound](err) {
		return nil
	}
	return fmt.Errorf("end case: %w", fromTemporal(err))
}

// RemoveCase removes every run of a case with its history from the server. The server does so
// in its own time. It returns nil if there is none.
func (e *Engine) RemoveCase(ctx context.Context, ref casework.Ref) error {
	ctx, cancel := e.bounded(ctx)
	defer cancel()
	query := fmt.Sprintf("WorkflowId = '%s'", workflows.CaseID(ref))
	var token []byte
	for {
		page, err := e.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{Query: query, PageSize: 200, NextPageToken: token})
		if err != nil {
			return fmt.Errorf("list runs of case: %w", fromTemporal(err))
		}
		for _, run := range page.GetExecutions() {
			if err := e.remove(ctx, run.GetExecution()); err != nil {
				return err
			}
		}
		if token = page.GetNextPageToken(); len(token) == 0 {
			// The list lags behind what it lists: the newest run is asked for by name as well.
			return e.remove(ctx, &commonpb.WorkflowExecution{WorkflowId: workflows.CaseID(ref)})
		}
	}
}

func (e *Engine) remove(ctx context.Context, run *commonpb.WorkflowExecution) error {
	_, err := e.client.WorkflowService().DeleteWorkflowExecution(ctx, &workflowservice.DeleteWorkflowExecutionRequest{
		Namespace: e.namespace, WorkflowExecution: run,
	})
	if err == nil || is[*serviceerror.NotFound](err) {
		return nil
	}
	return fmt.Errorf("remove run of case: %w", fromTemporal(err))
}
