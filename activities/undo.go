package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
)

// MovementSeats is where a movement takes back what it gave one passenger.
type MovementSeats interface {
	// TakeBack has the movement strike the passenger from its manifest, void the ticket or
	// free the seat. It MUST be safe to call again with the same key. It
	// returns nil for a movement that is over, or that never gave it.
	TakeBack(ctx context.Context, movement casework.Ref, key casework.Key, passenger casework.Ref, what casework.UndoKind) error
}

// Undo takes back acts that only others can take back.
type Undo struct {
	Movements MovementSeats
}

// TakeBackInput names one act of one case.
type TakeBackInput struct {
	Key   casework.Key       `json:"key"`
	Case  casework.Ref       `json:"case"`
	Entry casework.UndoEntry `json:"entry"`
}

// TakeBack takes one act back. It is called until it succeeds; run twice it changes nothing.
func (u *Undo) TakeBack(ctx context.Context, in TakeBackInput) error {
	if err := u.Movements.TakeBack(ctx, in.Entry.Movement, in.Key, in.Case, in.Entry.Kind); err != nil {
		return asApplication(fmt.Errorf("take back from movement: %w", err))
	}
	return nil
}
