package movements

import (
	"context"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// PlanMovement plans a movement of the caller's desk.
func (s *Movements) PlanMovement(ctx context.Context, key string, plan movement.Plan) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.PlanMovement, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return act.Receipt{}, err
		}
		if !s.core.DeskIs(plan.Receiving, casework.DeskReceiving) {
			return act.Receipt{}, act.Invalid("/receiving", act.FieldNotListed)
		}
		for i, escort := range plan.Escorts {
			if !s.core.DeskIs(escort, casework.DeskEscort) {
				return act.Receipt{}, act.Invalid("/escorts/"+strconv.Itoa(i), act.FieldNotListed)
			}
		}
		if plan.Operation != "" {
			if err := s.core.Joinable(ctx, plan.Operation); err != nil {
				return act.Receipt{}, err
			}
		}
		if err := movement.CheckPlan(s.core.NewRef(), plan); err != nil {
			return act.Receipt{}, err
		}
		return s.core.Send(ctx, act.Write{
			Key: key, Target: record.Target{Kind: record.TargetMovement}, Name: string(movement.KindPlan),
			Args: movement.Command{Kind: movement.KindPlan, Plan: &plan},
		})
	})
}
