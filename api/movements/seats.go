package movements

import (
	"context"
	"slices"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) plan(ctx context.Context, p wire.PlanMovementParams, body wire.PlanMovementJSONRequestBody) (act.Receipt, error) {
	plan := movement.Plan{
		Operation: body.Operation, Seats: body.Seats, Blocked: body.Blocked, Charter: body.Charter, Receiving: body.Receiving, Escorts: body.Escorts,
	}
	for _, leg := range body.Legs {
		plan.Legs = append(plan.Legs, movement.Leg{
			Mode: leg.Mode, From: leg.From, To: leg.To, DepartsAt: leg.DepartsAt.UTC(), ArrivesAt: leg.ArrivesAt.UTC(),
		})
	}
	return h.do.PlanMovement(ctx, p.IdempotencyKey, plan)
}

func (h handlers) holdSeats(ctx context.Context, p onMovement, body wire.HoldSeatsJSONRequestBody) (act.Receipt, error) {
	return h.do.HoldSeats(ctx, p.Movement, p.Key, blocks(body.Blocks), encode.Stamp(body.Until))
}

func (h handlers) queueStandby(ctx context.Context, p onMovement, body wire.QueueStandbyJSONRequestBody) (act.Receipt, error) {
	return h.do.QueueStandby(ctx, p.Movement, p.Key, blocks(body.Blocks))
}

func blocks(in wire.Blocks) []movement.Block {
	var out []movement.Block
	for _, b := range in {
		var block movement.Block
		for _, member := range b.Members {
			block.Members = append(block.Members, movement.Member{Case: member.Case, Need: movement.Need{
				Medical: slices.Contains(member.Needs, needMedical), Child: slices.Contains(member.Needs, needChild),
				AtRisk: slices.Contains(member.Needs, needAtRisk), Since: encode.Stamp(member.WaitingSince),
			}})
		}
		out = append(out, block)
	}
	return out
}

func (h handlers) releaseSeats(ctx context.Context, p onMovement, body wire.ReleaseSeatsJSONRequestBody) (act.Receipt, error) {
	return h.do.ReleaseSeats(ctx, p.Movement, p.Key, body.Cases, body.Cause)
}

func (h handlers) keepApart(ctx context.Context, p onMovement, body wire.KeepApartJSONRequestBody) (act.Receipt, error) {
	return h.do.KeepApart(ctx, p.Movement, p.Key, movement.Separation{A: body.A, B: body.B}, body.Yields, body.Lifted)
}

func (h handlers) swapVehicle(ctx context.Context, p onMovement, body wire.SwapVehicleJSONRequestBody) (act.Receipt, error) {
	return h.do.SwapVehicle(ctx, p.Movement, p.Key, body.Seats, body.Blocked, body.Cause)
}
