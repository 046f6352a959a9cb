package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// IssueTickets issues tickets to the named cases, or to all who have a seat and no ticket. A ticket is
// for one document, so the command has the reference of each passenger's document.
func (s *Movements) IssueTickets(ctx context.Context, ref casework.Ref, key string, named []casework.Ref) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.IssueTickets, ofMovement(ref), func(ctx context.Context) (act.Receipt, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		items, err := s.withDocuments(ctx, m, named, movement.Held)
		if err != nil {
			return act.Receipt{}, err
		}
		return s.sendToMovement(ctx, ref, key, movement.Command{Kind: movement.KindTicket, Items: items})
	})
}

// LockManifest fixes the manifest, each passenger with the document that is valid now. checks are the
// comparisons that were made for some of them.
func (s *Movements) LockManifest(ctx context.Context, ref casework.Ref, key string, checks []movement.Item) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.LockManifest, ofMovement(ref), func(ctx context.Context) (act.Receipt, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		items, err := s.withDocuments(ctx, m, nil, movement.HasTicket)
		if err != nil {
			return act.Receipt{}, err
		}
		for _, check := range checks {
			i := slices.IndexFunc(items, func(item movement.Item) bool { return item.Case == check.Case })
			if i < 0 { // not ready; the movement says why
				items = append(items, check)
				continue
			}
			items[i].Facts = append(items[i].Facts, check.Facts...)
		}
		return s.sendToMovement(ctx, ref, key, movement.Command{Kind: movement.KindLock, Items: items})
	})
}

// UnlockManifest opens the manifest again.
func (s *Movements) UnlockManifest(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.UnlockManifest, ref, key, movement.Command{Kind: movement.KindUnlock})
}

// withDocuments returns the named passengers, or all in a state if none is named, each with the reference
// of the present travel document of her case. It looks up no document for a case that is not on the
// movement, or that the caller is kept out of.
func (s *Movements) withDocuments(ctx context.Context, m record.MovementDetail, named []casework.Ref, state movement.State) ([]movement.Item, error) {
	if len(named) == 0 {
		for _, p := range m.State.Passengers {
			if p.State == state {
				named = append(named, p.Case)
			}
		}
	}
	var aboard []casework.Ref
	for _, ref := range named {
		if _, there := m.State.Passenger(ref); there {
			aboard = append(aboard, ref)
		}
	}
	states, err := s.store.CaseStates(ctx, aboard)
	if err != nil {
		return nil, err
	}
	items := make([]movement.Item, len(named))
	for i, ref := range named {
		state := states[ref]
		document, _ := state.Settlement(casework.StepTravelDocument)
		items[i] = movement.Item{Case: ref, Document: document.Ref}
	}
	return items, nil
}
