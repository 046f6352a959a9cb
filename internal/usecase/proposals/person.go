package proposals

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// lastKnown is how many facts and how many answers the second person sees, the newest of each.
const lastKnown = 6

// Person is whom a proposal is about: name, birth date, and what was known of her last. A field that the caller may
// not see is absent.
type Person struct {
	record.Person // name, birth date, and the place where she was last

	Facts []casework.Fact       // the newest first
	Steps []visible.SettledStep // the newest first
	Trip  *casework.Trip        // on which she has a seat
}

// person returns whom a report of a death, or the correction of one, is about; nil for another action.
func (s *Proposals) person(ctx context.Context, c act.Found, p casework.Proposal) (*Person, error) {
	if p.Action != casework.ProposeDeath && p.Action != casework.ProposeNotDead {
		return nil, nil //nolint:nilnil // there is none
	}
	detail, err := s.store.Case(ctx, c.State.Ref)
	if err != nil {
		return nil, act.AsMissing(err)
	}
	out := &Person{Facts: visible.Facts(c.State, c.Seen), Steps: visible.Steps(c.State, c.Seen, s.core.Now())}
	if found := detail.Person; found != nil {
		shown := visible.Person(&record.Person{Name: found.Name, NativeName: found.NativeName, Birth: found.Birth, Place: found.Place}, c.Seen)
		out.Person = shown
	}
	slices.SortStableFunc(out.Facts, func(a, b casework.Fact) int { return b.At.Compare(a.At) })
	slices.SortStableFunc(out.Steps, func(a, b visible.SettledStep) int { return b.At.Compare(a.At) })
	out.Facts, out.Steps = out.Facts[:min(len(out.Facts), lastKnown)], out.Steps[:min(len(out.Steps), lastKnown)]
	if trip := c.State.Trip; trip != nil && c.Seen.Whole() && c.Seen.Reveal(policy.TravelCard) {
		out.Trip = &casework.Trip{Movement: trip.Movement, DepartsAt: trip.DepartsAt, Charter: trip.Charter, Legs: trip.Legs}
	}
	return out, nil
}
