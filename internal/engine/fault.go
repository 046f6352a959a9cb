package engine

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/fault"
)

// The types of failures that the server, not a workflow, sets on an Update.
const (
	typeRunEnded    = "AcceptedUpdateCompletedWorkflow" // the run ended or continued as new before the Update was answered
	typeUnprocessed = "UnprocessedUpdate"               // the running worker does not have the Update
)

// fromTemporal returns the fault that an activity or a workflow has returned, with its code, its safe
// message and its details; an error of Temporal itself becomes a fault too. The outcome of a command
// with a Busy fault is not known: the command MUST be sent again with the same key.
func fromTemporal(err error) error {
	if err == nil {
		return nil
	}
	if _, already := errors.AsType[*fault.Error](err); already {
		return err
	}
	if app, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return fromApplication(app, err)
	}
	return fromService(err)
}

func fromApplication(app *temporal.ApplicationError, err error) error {
	switch app.Type() {
	case typeRunEnded:
		return fault.Wrap(err, fault.RollingOver, "the case is being moved to a new run; try again with the same key")
	case typeUnprocessed:
		return fault.Wrap(err, fault.Unavailable, "the worker does not have this command yet; try again with the same key")
	}
	code := fault.Code(app.Type())
	if !slices.Contains(fault.Codes(), code) {
		return fault.Wrap(err, fault.Unknown, fault.MessageOf(nil))
	}
	f := fault.New(code, app.Message())
	var details json.RawMessage
	if app.HasDetails() && app.Details(&details) == nil {
		return f.With(details)
	}
	return f
}

// Fault returns an error of Temporal's client as a fault, if a later attempt can succeed: Unavailable or
// Busy. It returns any other error unchanged. It is for a caller that uses the client directly.
func Fault(err error) error {
	switch known := fromService(err); fault.CodeOf(known) {
	case fault.Unavailable, fault.Busy:
		return known
	default:
		return err
	}
}

func fromService(err error) error {
	switch {
	case is[*serviceerror.WorkflowExecutionAlreadyStarted](err):
		return fault.Wrap(err, fault.Conflict, "it was already opened and is closed")
	case is[*serviceerror.NotFound](err):
		return fault.Wrap(err, fault.NotFound, "there is no open workflow with this reference")
	case is[*serviceerror.Unavailable](err), is[*serviceerror.NamespaceNotFound](err), is[*serviceerror.NamespaceUnavailable](err),
		is[*serviceerror.NamespaceNotActive](err), is[*serviceerror.PermissionDenied](err):
		return fault.Wrap(err, fault.Unavailable, "the server that settles commands cannot be reached; try again with the same key")
	case is[*client.WorkflowUpdateServiceTimeoutOrCanceledError](err), is[*serviceerror.ResourceExhausted](err),
		is[*serviceerror.Aborted](err), is[*serviceerror.WorkflowNotReady](err), is[*serviceerror.DeadlineExceeded](err),
		is[*serviceerror.Canceled](err), is[*temporal.TimeoutError](err), is[*temporal.CanceledError](err),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fault.Wrap(err, fault.Busy, "the command is not settled yet; it is safe to send it again with the same key")
	default:
		return fault.Wrap(err, fault.Unknown, fault.MessageOf(nil))
	}
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
