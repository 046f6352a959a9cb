package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// ReassignTask moves a task to another desk of the same kind and the same state. If a desk of another agency would
// see more of her than it sees now, the move waits for a second person.
func (s *Tasks) ReassignTask(ctx context.Context, w Write, desk casework.DeskID, reasons string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.ReassignTask, act.OfCase(w.Case), func(ctx context.Context) (act.Receipt, error) {
		c, t, err := s.taskFor(ctx, w.Case, w.Task)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := s.mayMove(ctx, c, t, desk); err != nil {
			return act.Receipt{}, err
		}
		cmd := casework.Command{Kind: casework.KindReassign, Desk: desk, Reasoned: reasons != "", Second: s.showsMore(c, t, desk)}
		return s.sendTo(ctx, c, t, w, cmd, record.Words{Text: reasons})
	})
}

// showsMore reports whether the move of a task would show a desk of another agency personal data that the desk does
// not see now.
func (s *Tasks) showsMore(c act.Found, t casework.Task, desk casework.DeskID) bool {
	if s.core.AgencyOf(t.Desk) == s.core.AgencyOf(desk) {
		return false
	}
	moved := c.State.Clone()
	for i := range moved.Tasks {
		if moved.Tasks[i].ID == t.ID {
			moved.Tasks[i].Desk = desk
		}
	}
	has := s.core.ClassesOfDesk(c.Subject, desk)
	for _, class := range s.core.ClassesOfDesk(policy.OfCase(&moved, s.core.AgencyOf, s.core.Now()), desk) {
		if slices.Contains(policy.Personal(), class) && !slices.Contains(has, class) {
			return true
		}
	}
	return false
}

// movable lists the desks to which a task may be moved.
func (s *Tasks) movable(t casework.Task) []casework.DeskID {
	from := s.core.PlaceOf(t.Desk)
	var out []casework.DeskID
	for _, one := range s.core.DesksOfKind(from.Kind) {
		if policy.MayMove(from, s.core.PlaceOf(one)) {
			out = append(out, one)
		}
	}
	return out
}

// movableTo lists the desks to which mayMove lets a task go. The question of a state goes to the desks that answer for
// that state where she is.
func (s *Tasks) movableTo(ctx context.Context, c act.Found, t casework.Task) []casework.DeskID {
	if !act.AsksState(t.Step) || s.core.PlaceOf(t.Desk).Kind != casework.DeskConsulate {
		return s.movable(t)
	}
	state, err := s.core.StateAsked(ctx, &c.State, t)
	if err != nil {
		return nil // her case has to move to another corridor first
	}
	return slices.DeleteFunc(s.core.Corridors.Addressees(state, c.State.Rules.Host, s.core.Now()), func(desk casework.DeskID) bool { return desk == t.Desk })
}
