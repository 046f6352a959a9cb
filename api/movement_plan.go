package api

import (
	"context"
	"strconv"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// PlanMovement plans a movement of the asker's desk.
func (s *Server) PlanMovement(ctx context.Context, r wire.PlanMovementRequestObject) (wire.PlanMovementResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return receipt{}, err
	}
	body := *r.Body
	if !s.knownDesk(body.Receiving, casework.DeskReceiving) {
		return receipt{}, wrongAt("/receiving", contract.NotListed)
	}
	for i, escort := range body.Escorts {
		if !s.knownDesk(escort, casework.DeskEscort) {
			return receipt{}, wrongAt("/escorts/"+strconv.Itoa(i), contract.NotListed)
		}
	}
	if body.Operation != "" {
		if err := s.joinable(ctx, body.Operation); err != nil {
			return receipt{}, err
		}
	}
	plan := movement.Plan{
		Operation: body.Operation, Seats: body.Seats, Blocked: body.Blocked, Charter: body.Charter, Receiving: body.Receiving, Escorts: body.Escorts,
	}
	for _, leg := range body.Legs {
		plan.Legs = append(plan.Legs, movement.Leg{
			Mode: leg.Mode, From: leg.From, To: leg.To, DepartsAt: leg.DepartsAt.UTC(), ArrivesAt: leg.ArrivesAt.UTC(),
		})
	}
	if err := movement.CheckPlan(s.NewRef(), plan); err != nil {
		return receipt{}, err
	}
	return s.send(ctx, write{
		key: r.Params.IdempotencyKey, target: record.Target{Kind: record.TargetMovement}, name: string(movement.KindPlan),
		args: movement.Command{Kind: movement.KindPlan, Plan: &plan}, at: "/movements/",
	})
}

// onMovement sends a command to a movement that the asker may give it to.
func (s *Server) onMovement(ctx context.Context, ref casework.Ref, key string, cmd movement.Command) (receipt, error) {
	if _, err := s.movementFor(ctx, ref); err != nil {
		return receipt{}, err
	}
	return s.sendToMovement(ctx, ref, key, cmd)
}

func (s *Server) sendToMovement(ctx context.Context, ref casework.Ref, key string, cmd movement.Command) (receipt, error) {
	return s.send(ctx, write{key: key, target: record.Target{Kind: record.TargetMovement, Ref: ref}, name: string(cmd.Kind), args: cmd})
}
