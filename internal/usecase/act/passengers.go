package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// KnownPassengers returns the passengers of a movement whom the caller may know of: those whose case
// the caller may see, and, if the caller works with the passenger list, all but those who want the
// caller kept out. Of the others a movement shows numbers and nothing else.
func (s *Core) KnownPassengers(ctx context.Context, m record.MovementDetail) (map[casework.Ref]bool, error) {
	readsList := request.From(ctx).May(policy.ShowManifest, s.SubjectOfMovement(m.MovementRow, m.State.Escorts))
	refs := make([]casework.Ref, len(m.State.Passengers))
	for i, p := range m.State.Passengers {
		refs[i] = p.Case
	}
	return s.knownAmong(ctx, refs, readsList)
}

// knownAmong reports of each of these cases whether the caller may know that the person is, or was,
// on a movement. readsList is true if the caller may read its passenger list.
func (s *Core) knownAmong(ctx context.Context, refs []casework.Ref, readsList bool) (map[casework.Ref]bool, error) {
	known := make(map[casework.Ref]bool, len(refs))
	if len(refs) == 0 {
		return known, nil
	}
	states, err := s.Store.CaseStates(ctx, refs)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		state, found := states[ref]
		known[ref] = found && s.MayKnowPassenger(ctx, &state, readsList)
	}
	return known, nil
}

// MayKnowPassenger reports whether the caller may know that a person is, or was, on a movement. readsList
// is true if the caller may read its passenger list. A person who wants the caller kept out is never
// shown: a caller who has her reference must not learn where she will be and when.
func (s *Core) MayKnowPassenger(ctx context.Context, state *casework.Case, readsList bool) bool {
	actor := request.From(ctx).Actor
	to := s.SubjectOf(ctx, state).RelationsOf(actor)
	return !to.Has(policy.Excluded) && (readsList || policy.May(actor, policy.ShowCase, to))
}

// redactAnswer leaves in the answer of a movement those passengers whom the caller may know of, and
// of their closed gates those that are not secret. The caller may write to the movement.
func (s *Core) redactAnswer(ctx context.Context, a *movement.Answer) error {
	readsList := policy.EverAllowed(request.From(ctx).Actor, policy.ShowManifest)
	refs := slices.Clone(a.Proposed)
	for _, p := range a.Passengers {
		refs = append(refs, p.Case)
	}
	known, err := s.knownAmong(ctx, refs, readsList)
	if err != nil {
		return err
	}
	var passengers []movement.Line
	for _, p := range a.Passengers {
		if known[p.Case] {
			p.Gates = policy.OperationalGates(p.Gates)
			passengers = append(passengers, p)
		}
	}
	a.Passengers = passengers
	a.Proposed = slices.DeleteFunc(slices.Clone(a.Proposed), func(ref casework.Ref) bool { return !known[ref] })
	return nil
}
