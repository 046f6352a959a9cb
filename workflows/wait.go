package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// awaitFor waits until a condition holds or a time has passed, and stops the timer if the condition
// came first; the SDK's AwaitWithTimeout would leave it running. It does not wait if the time is not
// positive.
func awaitFor(ctx workflow.Context, wait time.Duration, until func() bool) error {
	if wait <= 0 {
		return nil
	}
	clock, stop := workflow.WithCancel(ctx)
	defer stop()
	timer := workflow.NewTimer(clock, wait)
	return workflow.Await(ctx, func() bool { return timer.IsReady() || until() })
}
