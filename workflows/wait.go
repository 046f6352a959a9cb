package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// awaitFor waits until a condition holds or a time has passed, whichever comes first, and stops
// its timer when it has been in vain; the SDK's AwaitWithTimeout would leave it running. A
// time that is not to come does not wait at all.
func awaitFor(ctx workflow.Context, wait time.Duration, until func() bool) error {
	if wait <= 0 {
		return nil
	}
	clock, stop := workflow.WithCancel(ctx)
	defer stop()
	timer := workflow.NewTimer(clock, wait)
	return workflow.Await(ctx, func() bool { return timer.IsReady() || until() })
}
