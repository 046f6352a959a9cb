package movements

import (
	"context"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
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
			return act.Receipt{}, act.NotListed("/receiving", s.core.DesksOfKind(casework.DeskReceiving))
		}
		for i, escort := range plan.Escorts {
			field := act.InvalidField{Pointer: "/escorts/" + strconv.Itoa(i), Code: act.FieldNotListed}
			if !s.core.DeskIs(escort, casework.DeskEscort) {
				return act.Receipt{}, act.NotListed(field.Pointer, s.core.DesksOfKind(casework.DeskEscort))
			}
			if !s.mayEscort(request.From(ctx).Actor.Country, escort, plan) {
				return act.Receipt{}, fault.New(fault.Invalid, "an escort is of the host state, or of the state that receives the passengers").
					With(act.InvalidFields{field})
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

// mayEscort reports whether a desk can escort a movement: one of the host state, of the state that receives
// the passengers, or of none. An escort reads the names of the passengers, and states that each was
// compared with her document and asked once more; no third state does that.
func (s *Movements) mayEscort(host casework.Country, escort casework.DeskID, plan movement.Plan) bool {
	state := s.core.PlaceOf(escort).Country
	receives := state == s.core.PlaceOf(plan.Receiving).Country
	return state == host || state == noState || receives || len(plan.Legs) > 0 && endsIn(plan.Legs, state)
}

// noState is the country of an agency that belongs to no state.
const noState casework.Country = "*"
