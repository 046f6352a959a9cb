package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Following is a caller's permission to follow changes. It shows nothing by itself.
type Following struct {
	service *Cases
	actor   policy.Actor
}

// FollowEvents returns a caller's permission to follow changes. MayKnow then decides about each change.
func (s *Cases) FollowEvents(ctx context.Context) (Following, error) {
	return act.Run(ctx, s.core, policy.FollowEvents, act.OnNothing(), func(ctx context.Context) (Following, error) {
		r := request.From(ctx)
		return Following{s, r.Actor}, r.AuthorizeGlobal()
	})
}

// MayKnow reports whether the caller may know that something has changed, that is, whether they may
// look at it. kind is case, operation, movement or desk.
func (f Following) MayKnow(ctx context.Context, kind string, ref casework.Ref) bool {
	s := f.service
	may := func(action policy.Action, subject policy.Subject) bool {
		return policy.May(f.actor, action, subject.RelationsOf(f.actor))
	}
	switch kind {
	case "case":
		c, err := s.store.CaseState(ctx, ref)
		return err == nil && may(policy.ShowCase, policy.OfCase(&c, s.core.AgencyOf, s.core.Now()))
	case "operation":
		o, err := s.store.Operation(ctx, ref)
		return err == nil && may(policy.ShowOperation, s.core.OfOperation(o.Operation))
	case "movement":
		m, err := s.store.Movement(ctx, ref)
		return err == nil && may(policy.ShowMovement, s.core.SubjectOfMovement(m.MovementRow, m.State.Escorts))
	case "desk":
		return casework.DeskID(ref) == f.actor.Desk
	default:
		return false
	}
}
