package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/movement"
)

// MovementRecord is where the changes of movements are kept.
type MovementRecord interface {
	// WriteMovement writes everything of one change in one transaction and announces the
	// movement. When it returns nil the change is durable; when it returns an error it may or
	// may not be, and the caller MUST try again. A change that is there already (same
	// movement, sequence number and key) is left as it is. A passenger whose case is not
	// known is a fault.NotFound.
	WriteMovement(ctx context.Context, change movement.Change) error
}

// Movements writes what has happened to a movement.
type Movements struct {
	Record MovementRecord
}

// RecordMovement writes all of a change, once.
func (m *Movements) RecordMovement(ctx context.Context, change movement.Change) error {
	if err := m.Record.WriteMovement(ctx, change); err != nil {
		return asApplication(fmt.Errorf("write movement: %w", err))
	}
	return nil
}
