package client

import (
	"context"
	"time"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// Settle waits until a write is settled or refused, asking every so often, and returns its last
// receipt. A refusal is a *ProblemError. If ctx ends first there is no error and the receipt
// still says pending: the write settles without the client.
func (c *Client) Settle(ctx context.Context, receipt wire.Receipt, every time.Duration) (wire.Receipt, error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for receipt.State == record.CommandPending {
		select {
		case <-ctx.Done():
			return receipt, nil
		case <-ticker.C:
		}
		next, err := c.ShowCommand(ctx, receipt.Key)
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
