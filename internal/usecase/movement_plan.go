package usecase

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// PlanMovement plans a movement of the caller's desk.
func (s *Service) PlanMovement(ctx context.Context, key string, plan movement.Plan) (Receipt, error) {
	return run(ctx, s, policy.PlanMovement, onNothing(), func(ctx context.Context) (Receipt, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Receipt{}, err
		}
		if !s.deskIs(plan.Receiving, casework.DeskReceiving) {
			return Receipt{}, invalid("/receiving", FieldNotListed)
		}
		for i, escort := range plan.Escorts {
			if !s.deskIs(escort, casework.DeskEscort) {
				return Receipt{}, invalid("/escorts/"+strconv.Itoa(i), FieldNotListed)
			}
		}
		if plan.Operation != "" {
			if err := s.joinable(ctx, plan.Operation); err != nil {
				return Receipt{}, err
			}
		}
		if err := movement.CheckPlan(s.NewRef(), plan); err != nil {
			return Receipt{}, err
		}
		return s.send(ctx, write{
			key: key, target: record.Target{Kind: record.TargetMovement}, name: string(movement.KindPlan),
			args: movement.Command{Kind: movement.KindPlan, Plan: &plan},
		})
	})
}

// deskIs reports whether a desk exists and is of one of the kinds; of any kind if none is given.
func (s *Service) deskIs(id casework.DeskID, kinds ...casework.DeskKind) bool {
	d, ok := s.Directory.Desk(id)
	return ok && (len(kinds) == 0 || slices.Contains(kinds, d.Kind))
}
