package engine

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
)

// TellCase sends a command to a running case and waits until it is settled; see Send.
func (e *Engine) TellCase(ctx context.Context, ref casework.Ref, cmd casework.Command) error {
	args, err := json.Marshal(cmd)
	if err != nil {
		return fmt.Errorf("write command: %w", err)
	}
	_, err = e.Send(ctx, record.Target{Kind: record.TargetCase, Ref: ref}, string(cmd.Kind), cmd.Key, args)
	return err
}

// TakeBack makes a movement undo an act for one passenger. It returns nil if the movement has ended or
// never existed.
func (e *Engine) TakeBack(ctx context.Context, ref casework.Ref, key casework.Key, passenger casework.Ref, what casework.UndoKind) error {
	args, err := json.Marshal(movement.Command{
		Key: key, Kind: movement.KindTakeBack, By: casework.System(), Case: passenger, What: movement.TakeBack(what),
	})
	if err != nil {
		return fmt.Errorf("write command: %w", err)
	}
	_, err = e.Send(ctx, record.Target{Kind: record.TargetMovement, Ref: ref}, string(movement.KindTakeBack), key, args)
	switch fault.CodeOf(err) {
	case fault.Conflict, fault.NotFound:
		return nil
	default:
		return err
	}
}
