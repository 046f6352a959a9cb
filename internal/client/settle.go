package client

import (
	"context"
	"time"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// Command tells what became of a write, under the key that it was sent with.
func (c *Client) Command(ctx context.Context, key string) (wire.Receipt, error) {
	return read[wire.Receipt](ctx, c, path("commands", key), nil)
}

// Settle waits until a write is settled or refused, and gives its last receipt. A refusal is a
// *ProblemError. When ctx ends first the receipt still says pending: it settles by itself.
func (c *Client) Settle(ctx context.Context, receipt wire.Receipt, every time.Duration) (wire.Receipt, error) {
	look := time.NewTicker(every)
	defer look.Stop()
	for receipt.State == record.CommandPending {
		select {
		case <-ctx.Done():
			return receipt, nil
		case <-look.C:
		}
		next, err := c.Command(ctx, receipt.Key)
		if ctx.Err() != nil {
			return receipt, nil
		}
		if err != nil {
			return receipt, err
		}
		receipt = next
	}
	if receipt.State == record.CommandRefused {
		return receipt, &ProblemError{receipt.Problem}
	}
	return receipt, nil
}
