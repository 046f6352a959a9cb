package cases

import (
	"context"
	"slices"

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
// it is a case that they are outside of, whether they see a line of that change in its timeline. kind is case,
// operation, movement or desk; seq is the number of the change.
func (f Following) MayKnow(ctx context.Context, kind string, ref casework.Ref, seq int64) bool {
	s := f.service
	may := func(action policy.Action, subject policy.Subject) bool {
		return policy.May(f.actor, action, subject.RelationsOf(f.actor))
	}
	switch kind {
	case "case":
		return f.mayKnowOfCase(ctx, ref, seq)
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

func (f Following) mayKnowOfCase(ctx context.Context, ref casework.Ref, seq int64) bool {
	s := f.service
	c, err := s.store.CaseState(ctx, ref)
	if err != nil {
		return false
	}
	seen := (&request.Request{Actor: f.actor}).OfCase(ref, policy.OfCase(&c, s.core.AgencyOf, s.core.Now()))
	if !seen.May(policy.ShowCase) {
		return false
	}
	if !seen.Outside() {
		return true
	}
	newest, err := s.store.Timeline(ctx, record.TimelineFilter{Case: ref, Newest: true, Page: record.Page{Limit: record.MaxLimit}})
	return err == nil && slices.ContainsFunc(newest.Rows, func(e record.TimelineEntry) bool { return e.Seq == seq && seesEntry(e, seen) })
}
