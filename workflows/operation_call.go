package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
)

// refuseOperation carries a fault to the sender of an Update: its code as the type, its safe message and
// its details, and no cause.
func refuseOperation(err error) error {
	if err == nil {
		return nil
	}
	code, message := string(fault.CodeOf(err)), fault.MessageOf(err)
	if details := fault.DetailsOf(err); details != nil {
		return temporal.NewNonRetryableApplicationError(message, code, nil, details)
	}
	return temporal.NewNonRetryableApplicationError(message, code, nil)
}

// recordingOperation is for the activity that writes one change of an operation. It is tried
// until the record has it, or refuses it for good.
func recordingOperation(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueCase, StartToCloseTimeout: 10 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 30 * time.Second},
	})
}
