package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Open is the name of the command that starts a workflow. Every workflow with commands has an Update of
// this name, which answers when the opening is on record.
const Open = string(casework.KindOpen)

// Send sends a command to the workflow of its target, waits until it is settled, and returns its answer.
// The workflow recognises the key, so a command that is sent twice is carried out once. The command
// named Open starts the workflow. A refusal is a fault with the workflow's code. With Busy, Unavailable
// or RollingOver the outcome is not known, and the command MUST be sent again.
func (e *Engine) Send(ctx context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	ctx, cancel := e.bounded(ctx)
	defer cancel()
	for pause := firstPause; ; pause = min(pause*2, lastPause) {
		answer, err := e.once(ctx, target, name, key, args)
		if fault.CodeOf(err) != fault.RollingOver {
			return answer, err
		}
		// A workflow that moves to a new run refuses commands for a moment.
		select {
		case <-ctx.Done():
			return answer, err
		case <-time.After(pause):
		}
	}
}

const (
	firstPause = 50 * time.Millisecond
	lastPause  = 200 * time.Millisecond
)

// once sends a command. If it fails for a temporary reason, it is sent again at once with another Update
// ID, because within a run the server repeats the result of the first Update with an ID. The workflow
// recognises the command by its key, so it is carried out once.
func (e *Engine) once(ctx context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	home, err := homeOf(target)
	if err != nil {
		return nil, err
	}
	opens := name == Open || name == home.opens
	answer, err := e.update(ctx, home, opens, target.Ref, name, string(key), args)
	if passing(err) && !opens {
		answer, err = e.update(ctx, home, opens, target.Ref, name, string(key)+"/"+uuid.NewString(), args)
	}
	if is[*serviceerror.NotFound](err) {
		return nil, e.gone(ctx, home.id, err)
	}
	if err != nil {
		return nil, fmt.Errorf("send %s: %w", name, fromTemporal(err))
	}
	return answer, nil
}

// passing reports whether a workflow has failed a command for a temporary reason.
func passing(err error) bool {
	application, ok := errors.AsType[*temporal.ApplicationError](err)
	return ok && (application.Type() == string(fault.Unavailable) || application.Type() == string(fault.Busy))
}

// update sends one Update and waits for its outcome.
func (e *Engine) update(ctx context.Context, h home, opens bool, ref casework.Ref, name, id string, args json.RawMessage) (answer json.RawMessage, err error) {
	var handle client.WorkflowUpdateHandle
	if opens {
		handle, err = e.open(ctx, h, ref, casework.Key(id), args)
	} else {
		handle, err = e.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
			UpdateID: id, WorkflowID: h.id, UpdateName: name, Args: []any{args}, WaitForStage: client.WorkflowUpdateStageCompleted,
		})
	}
	if err == nil {
		err = handle.Get(ctx, &answer)
	}
	return answer, err
}

// gone returns the fault for a workflow that has ended or never existed. Temporal has the same error for both.
func (e *Engine) gone(ctx context.Context, id string, cause error) error {
	_, err := e.client.DescribeWorkflowExecution(ctx, id, "")
	switch {
	case err == nil:
		return fault.Wrap(cause, fault.Conflict, "it is closed")
	case is[*serviceerror.NotFound](err):
		return fault.Wrap(cause, fault.NotFound, "there is no workflow with this reference")
	default:
		return fromTemporal(err)
	}
}

// bounded returns ctx with a deadline.
func (e *Engine) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ends := ctx.Deadline(); ends {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, e.settle)
}
