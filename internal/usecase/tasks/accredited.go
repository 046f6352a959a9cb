package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
)

// accredited returns nil if a decision is one that its desk may give, and that leads to a desk that may be asked:
// the answer to a state's question is given by a desk that answers for that state, about that state; and the desk
// of the second state that is tried answers for that state.
func (s *Tasks) accredited(ctx context.Context, c casework.Case, t casework.Task, d Decision) error {
	if d.Desk != "" && !s.core.DeskIs(d.Desk, casework.DeskConsulate) {
		return act.NotListed("/desk", s.core.DesksOfKind(casework.DeskConsulate))
	}
	if states := c.FearStates(); t.Step == casework.StepFearOfReturn && d.State != "" && len(states) > 0 && !slices.Contains(states, d.State) {
		return act.NotListed("/state", states)
	}
	if act.AsksState(t.Step) {
		state, err := s.core.StateAsked(ctx, &c, t)
		switch {
		case err != nil:
			return err
		case d.State != "" && state != "" && d.State != state:
			return act.NotListed("/state", []casework.Country{state})
		case d.State != "":
			state = d.State
		}
		return s.core.MayAnswer(t.Desk, state, c.Rules.Host)
	}
	if d.Desk == "" {
		return nil
	}
	if d.State == "" {
		return act.Invalid("/state", act.FieldRequired)
	}
	return s.core.MayBeAsked("/desk", d.Desk, d.State, c.Rules.Host)
}

// mayMove returns nil if a task may be moved to another desk. The question of a state moves to a desk that answers
// for that state where she is; in a corridor from any state only between liaison desks, because her fear would not
// hide her from a mission there. Every other task moves to a desk of the same kind and the same state.
func (s *Tasks) mayMove(ctx context.Context, c act.Found, t casework.Task, to casework.DeskID) error {
	from := s.core.PlaceOf(t.Desk)
	if !act.AsksState(t.Step) || from.Kind != casework.DeskConsulate {
		if policy.MayMove(from, s.core.PlaceOf(to)) {
			return nil
		}
		return act.NotListed("/desk", s.movable(t))
	}
	if to == t.Desk {
		return act.Invalid("/desk", act.FieldRepeated)
	}
	state, err := s.core.StateAsked(ctx, &c.State, t)
	if err != nil {
		return err
	}
	return s.core.MayBeAsked("/desk", to, state, c.State.Rules.Host)
}
