package demo

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// How many of those who have all papers have a seat; the others wait for one.
const (
	seated   = 4
	ticketed = 2
)

// seats fills a part of the movements, and lets one survivor change her mind. It goes on after an error.
func (r *run) seats(ctx context.Context) error {
	return errors.Join(r.fill(ctx), r.cross(ctx), r.withdrawal(ctx))
}

// fill holds seats on the bus: for a family as one, then for some of those who wait.
func (r *run) fill(ctx context.Context) error {
	bus, err := r.planMovement(ctx, filling)
	if err != nil {
		return err
	}
	mother, daughter := family()[0], family()[1]
	var block []person
	for n, h := range []byHand{mother, daughter} {
		one, err := r.openByHand(ctx, h, n)
		if err != nil {
			return err
		}
		block = append(block, one)
	}
	err = r.each(ctx, block, func(ctx context.Context, one person) error {
		if one.minor {
			return r.bring(ctx, one, reunited())
		}
		return r.bring(ctx, one, cleared())
	})
	if err != nil {
		return err
	}
	if err := r.hold(ctx, bus, block...); err != nil {
		return err
	}
	r.tell(len(block), "a family with seats side by side")
	waiting := r.travellers(filling)
	for _, one := range waiting[:min(seated, len(waiting))] {
		if err := r.hold(ctx, bus, one); err != nil {
			return err
		}
	}
	if len(waiting) < ticketed {
		return nil
	}
	return r.ticket(ctx, bus, waiting[:ticketed]...)
}

// cross brings people across the border, who need an embassy's commitment and a seat first, and to the
// panel.
func (r *run) cross(ctx context.Context) error {
	flight, err := r.planMovement(ctx, next)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for n, h := range newcomers() {
		group.Go(func() error {
			one, err := r.openByHand(ctx, h.byHand, n)
			if err == nil {
				err = r.bring(ctx, one, h.way)
			}
			if err == nil && h.way.answersTo(casework.StepCrossing) {
				if err = r.hold(ctx, flight, one); err == nil {
					err = r.bring(ctx, one, h.way)
				}
			}
			r.report(one.ref, h.way.name, err)
			return nil
		})
	}
	return group.Wait()
}

// withdrawal lets a survivor who has a seat take her consent to the return back.
func (r *run) withdrawal(ctx context.Context) error {
	flight, err := r.planMovement(ctx, onward)
	if err != nil {
		return err
	}
	for _, one := range r.travellers(onward) {
		if err := r.hold(ctx, flight, one); err != nil {
			return err
		}
		if err := r.withdraw(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// travellers returns the people who are to have a place on a movement.
func (r *run) travellers(on movementName) []person {
	var out []person
	for _, p := range r.parts {
		if p.movement == on {
			out = append(out, p.people...)
		}
	}
	return out
}

// withdraw records that a survivor takes her consent to the return back.
func (d *driver) withdraw(ctx context.Context, who person) error {
	_, err := d.send(ctx, officer(deskCaseworker, casework.DeskCaseworker), func(c *client.Client) (wire.Receipt, error) {
		return c.WithdrawConsents(ctx, intent(who.ref, "withdrawal"), who.ref, wire.ConsentWithdrawal{Consents: []casework.Consent{casework.ConsentReturn}})
	})
	return err
}
