package activities

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"

	"example.org/homeward/internal/record"
)

// Unsettled is where commands wait that were taken in and have no answer yet.
type Unsettled interface {
	// Sweep sends every command again that has waited too long, settles those that are
	// answered, and says how many it has settled. Two sweeps at once do no harm.
	Sweep(ctx context.Context) (int, error)
}

// Outbox is where notices wait that were written with a change and have not gone out.
type Outbox interface {
	// SendNotices hands up to limit waiting notices to send, oldest first, marks those that
	// it took without an error, and says how many. A notice can be handed over twice, never
	// by two callers at once.
	SendNotices(ctx context.Context, limit int, send func(context.Context, record.Notice) error) (int, error)
}

// Courier brings a notice to its desk. A notice says where to look and nothing else.
type Courier interface {
	Deliver(ctx context.Context, notice record.Notice) error
}

// Sweeper looks for unsettled commands and for notices that were not sent.
type Sweeper struct {
	Commands Unsettled
	Outbox   Outbox
	Courier  Courier
}

// noticesAtOnce is how many notices one look takes from the outbox.
const noticesAtOnce = 500

// SweepInput says how long to go on looking, and how often to look.
type SweepInput struct {
	For   time.Duration `json:"for"`
	Every time.Duration `json:"every"`
}

// SweepResult counts what one activity has done.
type SweepResult struct {
	Looks     int `json:"looks"`
	Settled   int `json:"settled"`
	Delivered int `json:"delivered"`
	// More reports that the worker stopped before the time was over.
	More bool `json:"more,omitempty"`
}

// Sweep looks until its time is over. When this worker stops it ends at once and says so, for
// another worker to go on.
func (s *Sweeper) Sweep(ctx context.Context, in SweepInput) (SweepResult, error) {
	defer heartbeat(ctx)()
	end := time.NewTimer(in.For)
	defer end.Stop()
	next := time.NewTicker(in.Every)
	defer next.Stop()
	var result SweepResult
	for {
		settled, err := s.Commands.Sweep(ctx)
		delivered, lost := s.Outbox.SendNotices(ctx, noticesAtOnce, s.Courier.Deliver)
		if err = errors.Join(err, lost); err != nil {
			return result, asApplication(fmt.Errorf("sweep: %w", err))
		}
		result.Looks++
		result.Settled += settled
		result.Delivered += delivered
		select {
		case <-end.C:
			return result, nil
		case <-ctx.Done():
			return result, fmt.Errorf("sweep commands: %w", ctx.Err())
		case <-activity.GetWorkerStopChannel(ctx):
			result.More = true
			return result, nil
		case <-next.C:
		}
	}
}
