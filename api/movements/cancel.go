package movements

import (
	"context"

	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/internal/wire"
)

func (h handlers) cancel(ctx context.Context, p onMovement, body wire.CancelMovementJSONRequestBody) (act.Receipt, error) {
	return h.do.CancelMovement(ctx, p.Movement, p.Key, body.Cause)
}

func (h handlers) agreeCancel(ctx context.Context, p onMovement, body wire.AgreeCancelJSONRequestBody) (act.Receipt, error) {
	return h.do.AgreeCancel(ctx, p.Movement, p.Key, body.Digest)
}

func (h handlers) refuseCancel(ctx context.Context, p onMovement) (act.Receipt, error) {
	return h.do.RefuseCancel(ctx, p.Movement, p.Key)
}

func (h handlers) previewCancel(ctx context.Context, p ofMovement) (wire.CancelPreview, error) {
	found, err := h.do.PreviewCancel(ctx, p.Movement)
	return cancelPreview(found), err
}

// cancelPreview is what cancelling would undo, as the contract has it.
func cancelPreview(c movements.Cancelling) wire.CancelPreview {
	out := wire.CancelPreview{
		Movement: c.Movement.Ref, Status: c.Movement.Status, Digest: c.Digest, Withheld: c.Withheld, Changed: c.Changed, Mine: c.Mine,
		Passengers: []wire.CancelPassenger{},
	}
	if !c.Withheld {
		out.Seats, out.Tickets, out.Listed, out.Standby = c.Undoes.Seats, c.Undoes.Tickets, c.Undoes.Listed, c.Undoes.Standbys
	}
	for _, p := range c.Passengers {
		out.Passengers = append(out.Passengers, wire.CancelPassenger{Case: p.Case, State: p.State})
	}
	if c.Proposal != nil {
		out.Proposal = cancelProposal(*c.Proposal)
	}
	return out
}

func cancelProposal(p movement.Proposal) wire.CancelProposal {
	return wire.CancelProposal{Desk: p.By.Desk, Role: p.By.Role, At: p.At, Until: p.Until, Cause: p.Cause, Digest: p.Seal()}
}
