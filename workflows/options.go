package workflows

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
)

// recordOptions are for writing the record: short, and retried until it succeeds.
func recordOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueCase,
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second},
	}
}

// outsideOptions are for calls to others: slower, and retried until they succeed.
func outsideOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueOutside,
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	}
}

// refusal converts a fault to an error of a workflow: its code becomes the type, and its safe message
// and details are kept. Its cause is left out, because it would be text in the history.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	var details []any
	if d := fault.DetailsOf(err); d != nil {
		details = []any{d}
	}
	return temporal.NewNonRetryableApplicationError(fault.MessageOf(err), string(fault.CodeOf(err)), nil, details...)
}

// refusalCode returns the code of such an error.
func refusalCode(err error) string {
	if application, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return application.Type()
	}
	return string(fault.Unknown)
}

// names returns kinds of commands as the names of Updates.
func names[K ~string](kinds []K) []string {
	out := make([]string, len(kinds))
	for i, kind := range kinds {
		out[i] = string(kind)
	}
	return out
}
