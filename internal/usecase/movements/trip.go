package movements

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
)

// BoardPassengers records who has boarded, with what was asked and compared at boarding.
func (s *Movements) BoardPassengers(ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.BoardPassengers, ref, key, movement.Command{Kind: movement.KindBoard, Items: items}, s.nearDeparture)
}

// DepartMovement records that the movement has left. arrives is the expected arrival; zero if it is
// the one that was planned.
func (s *Movements) DepartMovement(ctx context.Context, ref casework.Ref, key string, arrives time.Time) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.DepartMovement, ref, key, movement.Command{Kind: movement.KindDepart, ArrivesAt: arrives}, s.nearDeparture)
}

// ConfirmArrivals records what the receiver reports of each passenger.
func (s *Movements) ConfirmArrivals(ctx context.Context, ref casework.Ref, key string, items []movement.Item) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.ConfirmArrivals, ref, key, movement.Command{Kind: movement.KindArrive, Items: items}, s.longEnough)
}

// SlipMovement moves the departure to another time.
func (s *Movements) SlipMovement(ctx context.Context, ref casework.Ref, key string, departs, arrives time.Time, cause casework.Cause) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.SlipMovement, ref, key, movement.Command{
		Kind: movement.KindSlip, DepartsAt: departs, ArrivesAt: arrives, Cause: cause,
	})
}

// SwapVehicle changes the number of seats.
func (s *Movements) SwapVehicle(ctx context.Context, ref casework.Ref, key string, seats, blocked int, cause casework.Cause) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.SwapVehicle, ref, key, movement.Command{
		Kind: movement.KindSwap, Seats: seats, Blocked: blocked, Cause: cause,
	})
}
