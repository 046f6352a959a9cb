package activities

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"

	"example.org/homeward/internal/fault"
)

// Unsettled is where commands wait that were taken in and have no answer yet.
type Unsettled interface {
	// Sweep sends every command again that has waited too long, settles those that are
	// answered, and says how many it has settled. Two sweeps at once do no harm.
	Sweep(ctx context.Context) (int, error)
}

// Sweeper looks for commands that nobody has settled.
type Sweeper struct {
	Commands Unsettled
}

// SweepInput says how long to go on looking, and how often to look.
type SweepInput struct {
	For   time.Duration `json:"for"`
	Every time.Duration `json:"every"`
}

// SweepResult counts what one activity has done.
type SweepResult struct {
	Looks   int `json:"looks"`
	Settled int `json:"settled"`
}

// Sweep looks until its time is over. When this worker stops it gives up at once, for
// another worker to go on.
func (s *Sweeper) Sweep(ctx context.Context, in SweepInput) (SweepResult, error) {
	defer alive(ctx)()
	end := time.NewTimer(in.For)
	defer end.Stop()
	next := time.NewTicker(in.Every)
	defer next.Stop()
	var result SweepResult
	for {
		settled, err := s.Commands.Sweep(ctx)
		if err != nil {
			return result, asApplication(fmt.Errorf("sweep commands: %w", err))
		}
		result.Looks++
		result.Settled += settled
		select {
		case <-end.C:
			return result, nil
		case <-ctx.Done():
			return result, fmt.Errorf("sweep commands: %w", ctx.Err())
		case <-activity.GetWorkerStopChannel(ctx):
			return result, asApplication(fault.New(fault.Busy, "this worker stops"))
		case <-next.C:
		}
	}
}
