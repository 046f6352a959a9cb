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

// forgotten is the reason of an end in the history. It is a code, not a text.
const forgotten = "erased"

// EndCase ends the workflow of a case at once, in any state. It is only for a case whose data are about
// to be destroyed, because an ended workflow undoes nothing. It returns nil if the workflow has already
// ended or never existed.
func (e *Engine) EndCase(ctx context.Context, ref casework.Ref) error {
	ctx, cancel := e.bounded(ctx)
	defer cancel()
	err := e.client.TerminateWorkflow(ctx, workflows.CaseID(ref), "", forgotten)
	if err == nil || is[*serviceerror.NotFound](err) {
		return nil
	}
	return fmt.Errorf("end case: %w", fromTemporal(err))
}

// RemoveCase removes every run of a case with its history from the server. The server may do that later.
// It returns nil if there is no run.
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
			// The list may be out of date, so the newest run is also removed by the workflow ID.
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
