package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
)

// MovementSeats undoes the acts of a movement for one passenger.
type MovementSeats interface {
	// TakeBack makes the movement remove the passenger from its manifest, void the ticket or free the
	// seat. It MUST be safe to call again with the same key. It returns nil if the movement has ended
	// or has never done that act.
	TakeBack(ctx context.Context, movement casework.Ref, key casework.Key, passenger casework.Ref, what casework.UndoKind) error
}

// Undo undoes acts of a case that only a movement can undo.
type Undo struct {
	Movements MovementSeats
}

// TakeBackInput names one act of one case.
type TakeBackInput struct {
	Key   casework.Key       `json:"key"`
	Case  casework.Ref       `json:"case"`
	Entry casework.UndoEntry `json:"entry"`
}

// TakeBack undoes one act. It is called until it succeeds, and it is idempotent.
func (u *Undo) TakeBack(ctx context.Context, in TakeBackInput) error {
	if err := u.Movements.TakeBack(ctx, in.Entry.Movement, in.Key, in.Case, in.Entry.Kind); err != nil {
		return asApplication(fmt.Errorf("take back from movement: %w", err))
	}
	return nil
}
