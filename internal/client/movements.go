package client

import (
	"context"
	"net/url"

	"example.org/homeward/internal/wire"
)

// PlanMovement plans a movement.
func (c *Client) PlanMovement(ctx context.Context, i Intent, body wire.MovementPlan) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements")
}

// Movements lists movements, the latest departure first.
func (c *Client) Movements(ctx context.Context, query url.Values) (wire.MovementPage, error) {
	return read[wire.MovementPage](ctx, c, path("movements"), query)
}

// Movement shows one movement.
func (c *Client) Movement(ctx context.Context, ref string) (wire.Movement, error) {
	return read[wire.Movement](ctx, c, path("movements", ref), nil)
}

// Manifest shows the manifest, with names and documents.
func (c *Client) Manifest(ctx context.Context, ref string) (wire.Manifest, error) {
	return read[wire.Manifest](ctx, c, path("movements", ref, "manifest"), nil)
}

// HoldSeats holds seats for blocks of people.
func (c *Client) HoldSeats(ctx context.Context, i Intent, ref string, body wire.SeatHold) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "hold")
}

// QueueStandby puts blocks on standby.
func (c *Client) QueueStandby(ctx context.Context, i Intent, ref string, body wire.StandbyQueue) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "standby")
}

// KeepApart keeps two people from travelling together, or lifts that.
func (c *Client) KeepApart(ctx context.Context, i Intent, ref string, body wire.SeparationRequest) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "separations")
}

// SwapVehicle gives the movement another number of seats.
func (c *Client) SwapVehicle(ctx context.Context, i Intent, ref string, body wire.VehicleSwap) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "swap")
}

// ReleaseSeats gives seats back.
func (c *Client) ReleaseSeats(ctx context.Context, i Intent, ref string, body wire.SeatRelease) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "release")
}

// IssueTickets issues tickets.
func (c *Client) IssueTickets(ctx context.Context, i Intent, ref string, body wire.Ticketing) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "ticket")
}

// LockManifest locks the manifest.
func (c *Client) LockManifest(ctx context.Context, i Intent, ref string, body wire.ManifestLock) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "lock")
}

// UnlockManifest opens the manifest again.
func (c *Client) UnlockManifest(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "movements", ref, "unlock")
}

// Board says who has boarded, and who has not.
func (c *Client) Board(ctx context.Context, i Intent, ref string, body wire.BoardingRoll) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "board")
}

// Depart reports the departure.
func (c *Client) Depart(ctx context.Context, i Intent, ref string, body wire.Departure) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "depart")
}

// Arrive confirms arrivals.
func (c *Client) Arrive(ctx context.Context, i Intent, ref string, body wire.ArrivalRoll) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "arrive")
}

// Slip reports another departure.
func (c *Client) Slip(ctx context.Context, i Intent, ref string, body wire.Slip) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "slip")
}

// CancelMovement cancels a movement.
func (c *Client) CancelMovement(ctx context.Context, i Intent, ref string, body wire.Cancellation) (wire.Receipt, error) {
	return c.write(ctx, i, body, "movements", ref, "cancel")
}
