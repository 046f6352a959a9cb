package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/workflows"
)

// home is the workflow of a target.
type home struct {
	id       string
	workflow string
	opens    string // another name for Open
}

func homeOf(target record.Target) (home, error) {
	if target.Ref == "" {
		return home{}, fault.New(fault.Invalid, "the reference is missing")
	}
	switch target.Kind {
	case record.TargetCase:
		return home{workflows.CaseID(target.Ref), workflows.CaseWorkflow, Open}, nil
	case record.TargetOperation:
		return home{workflows.RescueID(target.Ref), workflows.RescueWorkflow, Open}, nil
	case record.TargetMovement:
		return home{workflows.TransportID(target.Ref), workflows.TransportWorkflow, string(movement.KindPlan)}, nil
	case record.TargetErasure:
		return home{workflows.ErasureID(target.Ref), workflows.ErasureWorkflow, string(erasure.KindRequest)}, nil
	default:
		return home{}, fault.New(fault.Invalid, "commands go to cases, operations, movements and requests for erasure")
	}
}

// opening is the input that starts a workflow: its reference and its first command.
type opening struct {
	Ref  casework.Ref    `json:"ref"`
	Open json.RawMessage `json:"open"`
}

// taskTimeout is the time after which another worker takes over the workflow task of a crashed worker.
const taskTimeout = 5 * time.Second

// startOptions starts a workflow only once: a second start joins the running workflow, and a workflow
// that has ended is not started again. It may run without a time limit.
func startOptions(h home) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: h.id, TaskQueue: workflows.QueueCase, WorkflowTaskTimeout: taskTimeout,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}
}

// open starts a workflow and, in the same call, sends the Update that answers when the opening is on record.
func (e *Engine) open(ctx context.Context, h home, ref casework.Ref, key casework.Key, args json.RawMessage) (client.WorkflowUpdateHandle, error) {
	start := e.client.NewWithStartWorkflowOperation(startOptions(h), h.workflow, opening{Ref: ref, Open: args})
	return e.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID: string(key), WorkflowID: h.id, UpdateName: Open, Args: []any{args}, WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
}

// OpenCase starts a case with its opening command and does not wait for the record. It is for opening
// many cases. If the case was started before, even if it has ended, it does nothing.
func (e *Engine) OpenCase(ctx context.Context, ref casework.Ref, open casework.Command) error {
	ctx, cancel := e.bounded(ctx)
	defer cancel()
	h, err := homeOf(record.Target{Kind: record.TargetCase, Ref: ref})
	if err != nil {
		return err
	}
	_, err = e.client.ExecuteWorkflow(ctx, startOptions(h), h.workflow, workflows.CaseInput{Ref: ref, Open: &open})
	if _, started := errors.AsType[*serviceerror.WorkflowExecutionAlreadyStarted](err); err == nil || started {
		return nil
	}
	return fmt.Errorf("start case: %w", fromTemporal(err))
}
