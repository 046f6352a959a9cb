package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
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

// MayKnow reports whether the caller may know that something has changed: whether they may look at it and, if
// it is a case that they are outside of, whether they see a line of one of these changes in its timeline. kind is
// case, operation, movement or desk; since and seq are the numbers of the oldest and the newest change. The result is
// the number by which the caller knows the newest of them: outside a case, and of a desk, it is an instant, because
// the number of all changes would count what is hidden from them.
func (f Following) MayKnow(ctx context.Context, kind string, ref casework.Ref, since, seq int64) (int64, bool) {
	s := f.service
	may := func(action policy.Action, subject policy.Subject) bool {
		return policy.May(f.actor, action, subject.RelationsOf(f.actor))
	}
	switch kind {
	case "case":
		return f.mayKnowOfCase(ctx, ref, since, seq)
	case "operation":
		o, err := s.store.Operation(ctx, ref)
		return seq, err == nil && may(policy.ShowOperation, s.core.OfOperation(o.Operation))
	case "movement":
		m, err := s.store.Movement(ctx, ref)
		return seq, err == nil && may(policy.ShowMovement, s.core.SubjectOfMovement(m.MovementRow, m.State.Escorts))
	case "desk":
		return s.core.Now().UnixMicro(), casework.DeskID(ref) == f.actor.Desk
	default:
		return 0, false
	}
}

func (f Following) mayKnowOfCase(ctx context.Context, ref casework.Ref, since, seq int64) (int64, bool) {
	s := f.service
	state, err := s.store.CaseState(ctx, ref)
	if err != nil {
		return 0, false
	}
	subject := policy.OfCase(&state, s.core.AgencyOf, s.core.Now())
	c := act.Found{State: state, Subject: subject, Seen: (&request.Request{Actor: f.actor}).OfCase(ref, subject)}
	switch {
	case !c.Seen.May(policy.ShowCase):
		return 0, false
	case c.Seen.Outside():
		return s.changeSeen(ctx, c, since, seq)
	default:
		return seq, true
	}
}

// SeesAny reports whether there is a case that the caller may see. A caller for whom there is none has missed nothing
// when changes of too many cases were not looked at.
func (f Following) SeesAny(ctx context.Context) bool {
	filter := record.CaseFilter{Page: record.Page{Limit: 1}}
	scope := f.service.core.CaseScope(f.actor, filter)
	if scope.Empty() {
		return false
	}
	filter.Scope = &scope
	found, err := f.service.store.Cases(ctx, filter)
	if err != nil {
		return true
	}
	seen, err := f.service.lines(ctx, record.CaseFilter{}, found.Rows)
	return err != nil || len(seen) > 0
}
