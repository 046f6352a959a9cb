package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// KnownPassengers returns the passengers of a movement whom the caller may know of: those whose case
// the caller may see, and, if the caller works with the passenger list, all but those who want the
// caller kept out. Of the others a movement shows numbers and nothing else.
func (s *Core) KnownPassengers(ctx context.Context, m record.MovementDetail) (map[casework.Ref]bool, error) {
	readsList := s.readsManifest(ctx, m)
	refs := RefsOf(m.State.Passengers, func(p movement.Passenger) casework.Ref { return p.Case })
	return s.knownAmong(ctx, refs, readsList)
}

// MovementFor is the subject that a movement with its passengers is to the caller: as SubjectOfMovement, and an
// immigration desk that has a part in the case of a passenger has a part in the movement.
func (s *Core) MovementFor(ctx context.Context, m record.MovementDetail) (policy.Subject, error) {
	subject, actor := s.SubjectOfMovement(m.MovementRow, m.State.Escorts), request.From(ctx).Actor
	if policy.ReadsWholeManifest(actor) {
		return subject, nil
	}
	visible, err := s.VisibilityOfPassengers(ctx, m)
	if err != nil {
		return subject, err
	}
	for _, one := range visible {
		if one.Known {
			subject.Asked = append(subject.Asked, s.Place(actor.Desk))
			break
		}
	}
	return subject, nil
}

// readsManifest reports whether the caller reads every line of a movement's passenger list.
func (s *Core) readsManifest(ctx context.Context, m record.MovementDetail) bool {
	r := request.From(ctx)
	return policy.ReadsWholeManifest(r.Actor) && r.May(policy.ShowManifest, s.SubjectOfMovement(m.MovementRow, m.State.Escorts))
}

// knownAmong reports of each of these cases whether the caller may know that the person is, or was,
// on a movement. readsList is true if the caller may read its passenger list.
func (s *Core) knownAmong(ctx context.Context, refs []casework.Ref, readsList bool) (map[casework.Ref]bool, error) {
	known := make(map[casework.Ref]bool, len(refs))
	found, err := s.visibilityOf(ctx, refs, readsList)
	for ref, visible := range found {
		known[ref] = visible.Known
	}
	return known, err
}

// PassengerVisibility is what a caller may know of a passenger.
type PassengerVisibility struct {
	// Known is true if the caller may know that she is, or was, on the movement.
	Known bool
	// Medical and Fear are true if the caller sees these classes of her case.
	Medical, Fear bool
}

// VisibilityOfPassengers returns what the caller may know of each passenger of a movement. readsList is true if
// the caller may read its passenger list.
func (s *Core) VisibilityOfPassengers(ctx context.Context, m record.MovementDetail) (map[casework.Ref]PassengerVisibility, error) {
	readsList := s.readsManifest(ctx, m)
	return s.visibilityOf(ctx, RefsOf(m.State.Passengers, func(p movement.Passenger) casework.Ref { return p.Case }), readsList)
}

func (s *Core) visibilityOf(ctx context.Context, refs []casework.Ref, readsList bool) (map[casework.Ref]PassengerVisibility, error) {
	out := make(map[casework.Ref]PassengerVisibility, len(refs))
	if len(refs) == 0 {
		return out, nil
	}
	states, err := s.Store.CaseStates(ctx, refs)
	if err != nil {
		return nil, err
	}
	actor := request.From(ctx).Actor
	for ref, state := range states {
		to := s.SubjectOf(ctx, &state).RelationsOf(actor)
		out[ref] = PassengerVisibility{
			Known:   s.MayKnowPassenger(ctx, &state, readsList),
			Medical: policy.Decide(policy.Question{Actor: actor, Action: policy.ShowCase, Class: policy.Medical, Relations: to}).Allow,
			Fear:    policy.Decide(policy.Question{Actor: actor, Action: policy.ShowCase, Class: policy.Fear, Relations: to}).Allow,
		}
	}
	return out, nil
}

// MayKnowPassenger reports whether the caller may know that a person is, or was, on a movement. readsList
// is true if the caller may read its passenger list. A person who wants the caller kept out is never
// shown: a caller who has her reference must not learn where she will be and when. An officer who pays for
// a movement needs no passenger.
func (s *Core) MayKnowPassenger(ctx context.Context, state *casework.Case, readsList bool) bool {
	actor := request.From(ctx).Actor
	to := s.SubjectOf(ctx, state).RelationsOf(actor)
	return policy.KnowsPassengers(actor) && !to.Has(policy.Excluded) && (readsList || policy.May(actor, policy.ShowCase, to))
}

// redactAnswer leaves in the answer of a movement those passengers whom the caller may know of. Of a refusal
// by a case it leaves "not now", in the same bytes for every reason: a seat must not tell what the case would
// not. Those who may know of a closed gate see it in the case. The caller may write to the movement.
func (s *Core) redactAnswer(ctx context.Context, a *movement.Answer) error {
	readsList := policy.EverAllowed(request.From(ctx).Actor, policy.ShowManifest)
	refs := slices.Clone(a.Proposed)
	for _, p := range a.Passengers {
		refs = append(refs, p.Case)
	}
	visible, err := s.visibilityOf(ctx, refs, readsList)
	if err != nil {
		return err
	}
	var passengers []movement.Line
	for _, p := range a.Passengers {
		if visible[p.Case].Known {
			if p.Gates = nil; p.Refused != "" {
				p.Refused = fault.Conflict
			}
			passengers = append(passengers, p)
		}
	}
	a.Passengers = passengers
	a.Proposed = slices.DeleteFunc(slices.Clone(a.Proposed), func(ref casework.Ref) bool { return !visible[ref].Known })
	return nil
}
