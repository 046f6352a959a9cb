package orders

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Orders has the use-cases about orders of authorities. It is safe for concurrent use.
type Orders struct {
	core  *act.Core
	store Store
}

// New makes the use-cases about orders of authorities.
func New(core *act.Core, store Store) *Orders { return &Orders{core: core, store: store} }

// Store reads what an order says.
type Store interface {
	// OrderText returns what was written with the command that proposed an order; it is empty if nothing was.
	OrderText(ctx context.Context, ref casework.Ref, key casework.Key) (record.OrderText, error)
}

// Order is an order of an authority with what it says.
type Order struct {
	casework.Order
	record.OrderText

	Active bool // it is in force now
}

// ListOrders lists the orders of a case, newest first.
func (s *Orders) ListOrders(ctx context.Context, ref casework.Ref) ([]Order, error) {
	return act.Run(ctx, s.core, policy.ListOrders, act.OfCase(ref), func(ctx context.Context) ([]Order, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		out := []Order{}
		for i := range c.State.Orders {
			o := c.State.Orders[len(c.State.Orders)-1-i]
			if !c.Seen.Reveal(policy.Legal) {
				continue
			}
			text, err := s.store.OrderText(ctx, ref, o.Key)
			if err != nil {
				return nil, err
			}
			out = append(out, Order{o, text, o.Active(s.core.Now())})
		}
		return out, nil
	})
}
