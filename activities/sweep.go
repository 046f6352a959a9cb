package activities

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"

	"example.org/homeward/internal/record"
)

// PendingCommands are the commands that are stored and not settled yet.
type PendingCommands interface {
	// Sweep sends every command again that has waited too long, settles those that get an answer,
	// and returns the number of settled commands. It is safe for concurrent use.
	Sweep(ctx context.Context) (int, error)
}

// Outbox has the notices that were written with a change and are not sent yet.
type Outbox interface {
	// SendNotices calls send for up to limit waiting notices, oldest first, marks those for which it
	// returned nil as sent, and returns their number. A notice can be sent twice, but never by two
	// callers at the same time.
	SendNotices(ctx context.Context, limit int, send func(context.Context, record.Notice) error) (int, error)
}

// Courier delivers a notice to its desk. A notice only names the thing to look at.
type Courier interface {
	Deliver(ctx context.Context, notice record.Notice) error
}

// Sweeper sends unsettled commands again, and notices that are not sent yet, and raises those that were not read.
type Sweeper struct {
	Commands PendingCommands
	Outbox   Outbox
	Courier  Courier
	Unread   Unread
	Offices  Offices
}

// noticeBatch is the number of notices that one round takes from the outbox.
const noticeBatch = 500

// SweepInput is how long to sweep, and the interval between two rounds.
type SweepInput struct {
	For   time.Duration `json:"for"`
	Every time.Duration `json:"every"`
}

// SweepResult counts what one activity has done.
type SweepResult struct {
	Looks     int `json:"looks"`
	Settled   int `json:"settled"`
	Delivered int `json:"delivered"`
	Raised    int `json:"raised,omitempty"`
	// More is true if the worker stopped before the time was over.
	More bool `json:"more,omitempty"`
}

// Sweep runs until its time is over. If this worker is about to stop, it ends at once and sets More, so
// that another worker continues.
func (s *Sweeper) Sweep(ctx context.Context, in SweepInput) (SweepResult, error) {
	defer heartbeat(ctx)()
	end := time.NewTimer(in.For)
	defer end.Stop()
	next := time.NewTicker(in.Every)
	defer next.Stop()
	var result SweepResult
	for {
		settled, err := s.Commands.Sweep(ctx)
		raised, unread := s.raise(ctx)
		delivered, lost := s.Outbox.SendNotices(ctx, noticeBatch, s.Courier.Deliver)
		if err = errors.Join(err, unread, lost); err != nil {
			return result, asApplication(fmt.Errorf("sweep: %w", err))
		}
		result.Looks++
		result.Settled += settled
		result.Delivered += delivered
		result.Raised += raised
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
