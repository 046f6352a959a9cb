package workflows

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
)

// recordOptions are for writing the record: short, and tried until it is there.
func recordOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueCase,
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second},
	}
}

// outsideOptions are for words to others: slower, and tried until they are heard.
func outsideOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueOutside,
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	}
}

// refusal carries a fault out of a workflow: its code as the type, its safe message and its
// safe details, and no cause, because a cause is text in the history.
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

// refusalCode reads the code back.
func refusalCode(err error) string {
	if application, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return application.Type()
	}
	return string(fault.Unknown)
}

// names are kinds of commands as the names of Updates.
func names[K ~string](kinds []K) []string {
	out := make([]string, len(kinds))
	for i, kind := range kinds {
		out[i] = string(kind)
	}
	return out
}
