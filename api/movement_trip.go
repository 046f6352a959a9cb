package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

// BoardPassengers takes in who has boarded, with what was asked and compared at the door.
func (s *Server) BoardPassengers(ctx context.Context, r wire.BoardPassengersRequestObject) (wire.BoardPassengersResponseObject, error) {
	cmd := movement.Command{Kind: movement.KindBoard}
	for _, p := range r.Body.Passengers {
		item := movement.Item{Case: p.Case, Outcome: p.Outcome}
		if p.IdentityMatch != "" {
			item.Facts = append(item.Facts, casework.Statement{Name: casework.FactIdentityMatch, Value: string(p.IdentityMatch)})
		}
		if p.ConsentAskedAgain != "" {
			item.Facts = append(item.Facts, casework.Statement{Name: casework.FactAskedAgain, Value: string(p.ConsentAskedAgain)})
		}
		cmd.Items = append(cmd.Items, item)
	}
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, cmd)
}

// DepartMovement takes in that the movement has left.
func (s *Server) DepartMovement(ctx context.Context, r wire.DepartMovementRequestObject) (wire.DepartMovementResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{Kind: movement.KindDepart, ArrivesAt: encode.Stamp(r.Body.ArrivesAt)})
}

// ConfirmArrivals takes in what the receiver says became of everybody.
func (s *Server) ConfirmArrivals(ctx context.Context, r wire.ConfirmArrivalsRequestObject) (wire.ConfirmArrivalsResponseObject, error) {
	cmd := movement.Command{Kind: movement.KindArrive}
	for _, p := range r.Body.Passengers {
		cmd.Items = append(cmd.Items, movement.Item{Case: p.Case, Outcome: p.Outcome})
	}
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, cmd)
}

// SlipMovement gives the movement another departure.
func (s *Server) SlipMovement(ctx context.Context, r wire.SlipMovementRequestObject) (wire.SlipMovementResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{
		Kind: movement.KindSlip, DepartsAt: r.Body.DepartsAt.UTC(), ArrivesAt: encode.Stamp(r.Body.ArrivesAt), Cause: r.Body.Cause,
	})
}

// CancelMovement undoes every passenger in reverse and keeps their cases going.
func (s *Server) CancelMovement(ctx context.Context, r wire.CancelMovementRequestObject) (wire.CancelMovementResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{Kind: movement.KindCancel, Cause: r.Body.Cause})
}
