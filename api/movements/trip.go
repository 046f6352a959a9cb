package movements

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) issueTickets(ctx context.Context, p onMovement, body wire.IssueTicketsJSONRequestBody) (act.Receipt, error) {
	var named []casework.Ref
	for _, one := range body.Passengers {
		named = append(named, one.Case)
	}
	return h.do.IssueTickets(ctx, p.Movement, p.Key, named)
}

func (h handlers) lockManifest(ctx context.Context, p onMovement, body wire.LockManifestJSONRequestBody) (act.Receipt, error) {
	var checks []movement.Item
	for _, one := range body.Passengers {
		checks = append(checks, movement.Item{Case: one.Case, Facts: stated(
			casework.Statement{Name: casework.FactNamesMatch, Value: string(one.NamesMatchDocument)},
			casework.Statement{Name: casework.FactSeparated, Value: string(one.SeparationsKept)},
		)})
	}
	return h.do.LockManifest(ctx, p.Movement, p.Key, checks)
}

func (h handlers) unlockManifest(ctx context.Context, p onMovement) (act.Receipt, error) {
	return h.do.UnlockManifest(ctx, p.Movement, p.Key)
}

func (h handlers) board(ctx context.Context, p onMovement, body wire.BoardPassengersJSONRequestBody) (act.Receipt, error) {
	var items []movement.Item
	for _, one := range body.Passengers {
		items = append(items, movement.Item{Case: one.Case, Outcome: one.Outcome, Facts: stated(
			casework.Statement{Name: casework.FactIdentityMatch, Value: string(one.IdentityMatch)},
			casework.Statement{Name: casework.FactAskedAgain, Value: string(one.ConsentAskedAgain)},
		)})
	}
	return h.do.BoardPassengers(ctx, p.Movement, p.Key, items)
}

// stated returns those of the statements that have a value.
func stated(all ...casework.Statement) []casework.Statement {
	var out []casework.Statement
	for _, one := range all {
		if one.Value != "" {
			out = append(out, one)
		}
	}
	return out
}

func (h handlers) depart(ctx context.Context, p onMovement, body wire.DepartMovementJSONRequestBody) (act.Receipt, error) {
	return h.do.DepartMovement(ctx, p.Movement, p.Key, encode.Stamp(body.ArrivesAt))
}

func (h handlers) confirmArrivals(ctx context.Context, p onMovement, body wire.ConfirmArrivalsJSONRequestBody) (act.Receipt, error) {
	var items []movement.Item
	for _, one := range body.Passengers {
		items = append(items, movement.Item{Case: one.Case, Outcome: one.Outcome})
	}
	return h.do.ConfirmArrivals(ctx, p.Movement, p.Key, items)
}

func (h handlers) slip(ctx context.Context, p onMovement, body wire.SlipMovementJSONRequestBody) (act.Receipt, error) {
	return h.do.SlipMovement(ctx, p.Movement, p.Key, body.DepartsAt.UTC(), encode.Stamp(body.ArrivesAt), body.Cause)
}
