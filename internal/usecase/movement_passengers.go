package usecase

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

// knownPassengers returns the passengers of a movement whom the caller may know of: those whose case
// the caller may see, and, if the caller works with the passenger list, all but those who want the
// caller kept out. Of the others a movement shows numbers and nothing else.
func (s *Service) knownPassengers(ctx context.Context, m record.MovementDetail) (map[casework.Ref]bool, error) {
	readsList := request.From(ctx).May(policy.ShowManifest, s.subjectOfMovement(m.MovementRow, m.State.Escorts))
	known := map[casework.Ref]bool{}
	for _, p := range m.State.Passengers {
		if _, asked := known[p.Case]; asked {
			continue
		}
		may, err := s.mayKnowPassenger(ctx, p.Case, readsList)
		if err != nil {
			return nil, err
		}
		known[p.Case] = may
	}
	return known, nil
}

// mayKnowPassenger says whether the caller may know that a person is, or was, on a movement. readsList
// says that the caller reads its passenger list. A person who wants the caller kept out is never shown:
// a reference of hers, however the caller got it, must not tell where she will be and when.
func (s *Service) mayKnowPassenger(ctx context.Context, ref casework.Ref, readsList bool) (bool, error) {
	state, err := s.Store.CaseState(ctx, ref)
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	actor := request.From(ctx).Actor
	to := s.subjectOf(ctx, &state).RelationsOf(actor)
	return !to.Has(policy.Excluded) && (readsList || policy.May(actor, policy.ShowCase, to)), nil
}

// redactAnswer leaves in the answer of a movement those passengers whom the caller may know of, and
// of their closed gates those that are no secret. The caller may write to the movement.
func (s *Service) redactAnswer(ctx context.Context, a *movement.Answer) error {
	readsList := policy.EverAllowed(request.From(ctx).Actor, policy.ShowManifest)
	refs := slices.Clone(a.Proposed)
	for _, p := range a.Passengers {
		refs = append(refs, p.Case)
	}
	known := map[casework.Ref]bool{}
	for _, ref := range refs {
		if _, asked := known[ref]; asked {
			continue
		}
		may, err := s.mayKnowPassenger(ctx, ref, readsList)
		if err != nil {
			return err
		}
		known[ref] = may
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

// knownSeparations returns the separations between people whom the caller may know of.
func knownSeparations(all []movement.Separation, known map[casework.Ref]bool) []movement.Separation {
	var out []movement.Separation
	for _, pair := range all {
		if known[pair.A] && known[pair.B] {
			out = append(out, pair)
		}
	}
	return out
}

// blockNames names each block of people who travel as one. A block has the reference of one of its
// cases; it is named by the first whom the caller may know of.
func blockNames(all []movement.Passenger, known map[casework.Ref]bool) map[casework.Ref]casework.Ref {
	names := map[casework.Ref]casework.Ref{}
	for _, p := range all {
		if known[p.Block] {
			names[p.Block] = p.Block
		} else if known[p.Case] && names[p.Block] == "" {
			names[p.Block] = p.Case
		}
	}
	return names
}
