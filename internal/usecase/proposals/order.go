package proposals

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Order is an order of an authority that is proposed: what it says, and what it opens until when.
type Order struct {
	record.OrderText

	Kind    casework.OrderKind
	Desk    casework.DeskID
	Classes []policy.Class
	Until   time.Time
}

// order returns the order that a proposal would put on record, for a caller who sees legal data of the case.
func (s *Proposals) order(ctx context.Context, c act.Found, p casework.Proposal) (*Order, error) {
	if p.Action != casework.ProposeOrder || p.Command.Until == nil || !c.Seen.Reveal(policy.Legal) {
		return nil, nil //nolint:nilnil // there is none, or none for this caller
	}
	text, err := s.store.OrderText(ctx, c.State.Ref, p.Key)
	return &Order{OrderText: text, Kind: p.Command.OrderKind, Desk: p.Command.Desk, Classes: p.Command.Classes, Until: *p.Command.Until}, err
}
