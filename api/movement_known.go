package api

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// knownOf are the passengers of a movement whom the asker may know of: those whose case is the
// asker's to see, and, for those who work with the list of passengers, everybody on it but
// whoever wants them kept out. Of the others the movement has numbers and nothing else.
func (s *Server) knownOf(ctx context.Context, m record.MovementDetail) (map[casework.Ref]bool, error) {
	q := request.From(ctx)
	reads := policy.May(q.Actor, policy.ShowManifest, s.ofMovement(m.MovementRow, m.State.Escorts).RelationsOf(q.Actor))
	known := map[casework.Ref]bool{}
	for _, p := range m.State.Passengers {
		if _, asked := known[p.Case]; asked {
			continue
		}
		may, err := s.mayKnowPassenger(ctx, p.Case, reads)
		if err != nil {
			return nil, err
		}
		known[p.Case] = may
	}
	return known, nil
}

// mayKnowPassenger says whether the asker may know that somebody is, or was, on a movement
// whose list of passengers the asker reads, or does not. One whom the asker is kept out of is
// nobody, however the asker came by the reference: where she will be, and when, is what
// somebody wants to know of whom she is afraid.
func (s *Server) mayKnowPassenger(ctx context.Context, ref casework.Ref, reads bool) (bool, error) {
	state, err := s.Record.CaseState(ctx, ref)
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	q := request.From(ctx)
	actor, to := q.Actor, s.ofCase(q, &state).RelationsOf(q.Actor)
	return !to.Has(policy.Excluded) && (reads || policy.May(actor, policy.ShowCase, to)), nil
}

// keepKnown leaves the answer to a write those passengers whom the asker may know of. Who writes
// to a whole movement is told of each passenger, and of some there is nothing to be told.
func (s *Server) keepKnown(ctx context.Context, a *wire.MovementAnswer) error {
	reads := policy.EverAllowed(request.From(ctx).Actor, policy.ShowManifest) // the movement itself was theirs to write to
	known := map[casework.Ref]bool{}
	for _, ref := range slices.Concat(refsOf(a.Passengers), a.Proposed) {
		if _, asked := known[ref]; asked {
			continue
		}
		may, err := s.mayKnowPassenger(ctx, ref, reads)
		if err != nil {
			return err
		}
		known[ref] = may
	}
	a.Passengers = slices.DeleteFunc(a.Passengers, func(p wire.PassengerAnswer) bool { return !known[p.Case] })
	a.Proposed = slices.DeleteFunc(slices.Clone(a.Proposed), func(ref casework.Ref) bool { return !known[ref] })
	return nil
}

func refsOf(all []wire.PassengerAnswer) []casework.Ref {
	var out []casework.Ref
	for _, p := range all {
		out = append(out, p.Case)
	}
	return out
}
