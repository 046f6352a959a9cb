package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/movement"
)

// MovementRecord stores the changes of movements.
type MovementRecord interface {
	// WriteMovement writes everything of one change in one transaction and publishes the
	// movement. When it returns nil the change is durable; when it returns an error it may or
	// may not be, and the caller MUST try again. If the change exists already (same movement,
	// sequence number and key), it is not changed. If the case of a passenger does not exist,
	// the error is fault.NotFound.
	WriteMovement(ctx context.Context, change movement.Change) error
}

// Movements writes changes of movements.
type Movements struct {
	Record MovementRecord
}

// RecordMovement writes the whole change, once.
func (m *Movements) RecordMovement(ctx context.Context, change movement.Change) error {
	if err := m.Record.WriteMovement(ctx, change); err != nil {
		return asApplication(fmt.Errorf("write movement: %w", err))
	}
	return nil
}
