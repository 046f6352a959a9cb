package api

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
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
