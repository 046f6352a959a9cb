package activities

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
)

// aliveEvery is how often an activity that takes long says that it is still being done.
const aliveEvery = 3 * time.Second

// alive says so until the function that it returns is called, which waits for the end of it.
func alive(ctx context.Context) func() {
	ctx, cancel := context.WithCancel(ctx)
	var saying sync.WaitGroup
	saying.Go(func() {
		again := time.NewTicker(aliveEvery)
		defer again.Stop()
		for {
			activity.RecordHeartbeat(ctx)
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
		}
	})
	return func() {
		cancel()
		saying.Wait()
	}
}

// stopping reports whether this worker is about to stop: the activity should end at once and leave
// the rest, so that another worker goes on without having to wait for the silence to be noticed.
func stopping(ctx context.Context) bool {
	select {
	case <-activity.GetWorkerStopChannel(ctx):
		return true
	default:
		return false
	}
}
