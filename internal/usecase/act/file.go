package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// filesShown lists the actions that only show something of one case. A write is not among them: it is carried out
// before it is known what its answer shows, and it shows no file.
func filesShown() []policy.Action {
	return []policy.Action{
		policy.ShowCase, policy.ShowTimeline, policy.ShowWaiting, policy.ShowGates, policy.ShowTask, policy.ListConsents, policy.ListAccess,
		policy.ListOrders, policy.ListProposals, policy.ShowProposal, policy.ShowIdentity, policy.ShowReaders, policy.ShowReintegration,
		policy.ShowContact, policy.RevealNumber, policy.PreviewWithdrawal, policy.PreviewCorrection, policy.PreviewErasure,
	}
}

// countFile counts the file of a case that the request is about to show, unless the caller's work explains it. It
// returns reading.Refusal beyond the limit of the caller's role; then nothing is shown. It is asked last, when policy
// has allowed the answer: a case that the caller may not see is never counted, and is answered as before.
func (s *Core) countFile(ctx context.Context, r *request.Request, asked audit.Subject) error {
	limit := s.Reading(r.Actor.Role)
	file, counts := r.ReadsFile(asked)
	if !counts || limit.None() || !slices.Contains(filesShown(), r.Action) {
		return nil
	}
	err := s.Store.CountFileRead(ctx, record.FileRead{
		By: r.Actor.Casework(), Case: file.Ref, Limit: limit, Review: s.NewRef(), To: s.protects(r.Actor, file.Host),
		Corridor: file.Corridor, Version: file.Version,
	})
	if err != nil {
		r.Withhold()
		return AsMissing(err)
	}
	r.Counted(file.Ref)
	return nil
}

// protects returns the desk and agency whose data protection officer answers for what an officer reads: for an
// officer of the host state those of its coordinator, where the agency that leads has its data protection officer;
// for any other the officer's own.
func (s *Core) protects(a policy.Actor, host casework.Country) casework.Actor {
	if a.Country == host && host != "" {
		for _, c := range s.Corridors.Corridors() {
			if c.Host == host && c.Coordinator != "" {
				return casework.Actor{Desk: c.Coordinator, Agency: s.AgencyOf(c.Coordinator)}
			}
		}
	}
	return casework.Actor{Desk: a.Desk, Agency: a.Agency}
}
