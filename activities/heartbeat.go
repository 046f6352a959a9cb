package activities

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
)

// heartbeatEvery is how often a long activity sends a heartbeat.
const heartbeatEvery = 3 * time.Second

// heartbeat sends heartbeats until the function that it returns is called, which waits for the last one.
func heartbeat(ctx context.Context) func() {
	ctx, cancel := context.WithCancel(ctx)
	var beating sync.WaitGroup
	beating.Go(func() {
		again := time.NewTicker(heartbeatEvery)
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
		beating.Wait()
	}
}

// workerStopping reports whether this worker is about to stop: then the activity should end at once and
// leave the rest, so that another worker resumes without waiting for the heartbeat timeout.
func workerStopping(ctx context.Context) bool {
	select {
	case <-activity.GetWorkerStopChannel(ctx):
		return true
	default:
		return false
	}
}
