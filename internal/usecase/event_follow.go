package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// Following is a caller's permission to follow changes. It shows nothing by itself.
type Following struct {
	service *Service
	actor   policy.Actor
}

// FollowEvents returns a caller's permission to follow changes. MayKnow then decides about each change.
func (s *Service) FollowEvents(ctx context.Context) (Following, error) {
	return run(ctx, s, policy.FollowEvents, onNothing(), func(ctx context.Context) (Following, error) {
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
		c, err := s.Store.CaseState(ctx, ref)
		return err == nil && may(policy.ShowCase, policy.OfCase(&c, s.agencyOf, s.Now()))
	case "operation":
		o, err := s.Store.Operation(ctx, ref)
		return err == nil && may(policy.ShowOperation, s.ofOperation(o.Operation))
	case "movement":
		m, err := s.Store.Movement(ctx, ref)
		return err == nil && may(policy.ShowMovement, s.subjectOfMovement(m.MovementRow, m.State.Escorts))
	case "desk":
		return casework.DeskID(ref) == f.actor.Desk
	default:
		return false
	}
}
