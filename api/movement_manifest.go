package api

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// IssueTickets issues tickets to those named, or to everybody who has a seat and none. A
// ticket is for one document, so that the reference of each passenger's goes with it.
func (s *Server) IssueTickets(ctx context.Context, r wire.IssueTicketsRequestObject) (wire.IssueTicketsResponseObject, error) {
	m, err := s.movementFor(ctx, r.Movement)
	if err != nil {
		return receipt{}, err
	}
	var named []casework.Ref
	for _, p := range r.Body.Passengers {
		named = append(named, p.Case)
	}
	items, err := s.withDocuments(ctx, m, named, movement.Held)
	if err != nil {
		return receipt{}, err
	}
	return s.sendToMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{Kind: movement.KindTicket, Items: items})
}

// LockManifest fixes the manifest, each passenger with the document that stands now.
func (s *Server) LockManifest(ctx context.Context, r wire.LockManifestRequestObject) (wire.LockManifestResponseObject, error) {
	m, err := s.movementFor(ctx, r.Movement)
	if err != nil {
		return receipt{}, err
	}
	items, err := s.withDocuments(ctx, m, nil, movement.HasTicket)
	if err != nil {
		return receipt{}, err
	}
	for _, p := range r.Body.Passengers {
		i := indexOf(items, p.Case)
		if i < 0 { // not ready; the movement says why
			items = append(items, movement.Item{Case: p.Case})
			i = len(items) - 1
		}
		if p.NamesMatchDocument != "" {
			items[i].Facts = append(items[i].Facts, casework.Statement{Name: casework.FactNamesMatch, Value: string(p.NamesMatchDocument)})
		}
		if p.SeparationsKept != "" {
			items[i].Facts = append(items[i].Facts, casework.Statement{Name: casework.FactSeparated, Value: string(p.SeparationsKept)})
		}
	}
	return s.sendToMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{Kind: movement.KindLock, Items: items})
}

// UnlockManifest opens the manifest again.
func (s *Server) UnlockManifest(ctx context.Context, r wire.UnlockManifestRequestObject) (wire.UnlockManifestResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{Kind: movement.KindUnlock})
}

// readWidth is how many cases are read side by side for one movement.
const readWidth = 8

// withDocuments lists passengers, those named or else all in a state, each with the
// reference of the travel document that her case has now.
func (s *Server) withDocuments(ctx context.Context, m record.MovementDetail, named []casework.Ref, state movement.State) ([]movement.Item, error) {
	if len(named) == 0 {
		for _, p := range m.State.Passengers {
			if p.State == state {
				named = append(named, p.Case)
			}
		}
	}
	items := make([]movement.Item, len(named))
	var mu sync.Mutex
	all, reading := errgroup.WithContext(ctx)
	all.SetLimit(readWidth)
	for i, ref := range named {
		all.Go(func() error {
			item := movement.Item{Case: ref}
			if _, aboard := m.State.Passenger(ref); aboard { // of others nothing is looked up
				c, err := s.Record.CaseState(reading, ref)
				if err != nil && fault.CodeOf(err) != fault.NotFound { // of whoever is kept from the asker no paper is found
					return err
				}
				document, _ := c.Settlement(casework.StepTravelDocument)
				item.Document = document.Ref
			}
			mu.Lock()
			defer mu.Unlock()
			items[i] = item
			return nil
		})
	}
	return items, all.Wait()
}

func indexOf(items []movement.Item, ref casework.Ref) int {
	for i := range items {
		if items[i].Case == ref {
			return i
		}
	}
	return -1
}
