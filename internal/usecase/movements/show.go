package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Detail is a movement with those passengers whom the caller may know of.
type Detail struct {
	Movement

	Free        int // free seats; 0 if that would tell how many are sold to a caller who may not know it
	Escorts     []casework.DeskID
	Legs        []movement.Leg
	Passengers  []movement.Passenger
	Separations []movement.Separation
}

// ShowMovement shows a movement.
func (s *Movements) ShowMovement(ctx context.Context, ref casework.Ref) (Detail, error) {
	return act.Run(ctx, s.core, policy.ShowMovement, ofMovement(ref), func(ctx context.Context) (Detail, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return Detail{}, err
		}
		visible, err := s.core.VisibilityOfPassengers(ctx, m)
		if err != nil {
			return Detail{}, err
		}
		known := map[casework.Ref]bool{}
		for ref, one := range visible {
			known[ref] = one.Known
		}
		r := request.From(ctx)
		arranges := r.May(policy.KeepApart, s.core.SubjectOfMovement(m.MovementRow, m.State.Escorts))
		out := Detail{Movement: movementLine(m.MovementRow, r.Actor), Escorts: m.State.Escorts, Legs: m.State.Legs}
		if !out.Withheld || out.Sold > 0 {
			out.Free = m.State.Free()
		}
		blocks := blockNames(m.State.Passengers, known)
		for _, p := range slices.SortedStableFunc(slices.Values(m.State.Passengers), movement.ByNeed) {
			if known[p.Case] {
				p = shownPassenger(p, visible[p.Case], arranges)
				p.Block = blocks[p.Block]
				out.Passengers = append(out.Passengers, p)
				notePassenger(r, p)
			}
		}
		if arranges {
			out.Separations = knownSeparations(m.State.Separations, known)
		}
		for _, pair := range out.Separations {
			noteSeparation(r, pair)
		}
		return out, nil
	})
}

// shownPassenger returns a passenger without what her case would not tell the caller: the need of a caller
// who sees neither findings nor fears is a rank, which is the order of the passengers. Why she waits or is off
// is for those who arrange seats: that her case refused, or from whom she is kept apart, is nothing that an
// escort, a receiver or a payer needs.
func shownPassenger(p movement.Passenger, visible act.PassengerVisibility, arranges bool) movement.Passenger {
	p.Need.Medical, p.Need.AtRisk = p.Need.Medical && visible.Medical, p.Need.AtRisk && visible.Fear
	if !arranges && !visible.Fear {
		p.Why = ""
	}
	return p
}

// notePassenger notes for the audit log what a movement shows of a passenger in addition to her place:
// why she has to travel soon, why she is off, her outcome. These are codes, not findings, but they are
// sealed too. That she is a child is not noted, because every list of cases shows it.
func notePassenger(r *request.Request, p movement.Passenger) {
	of := act.OfCase(p.Case)
	if p.Need.Medical {
		r.Note(of, policy.Medical)
	}
	if p.Need.AtRisk {
		r.Note(of, policy.Fear)
	}
	switch p.Why {
	case movement.WhySeparated, movement.WhyChanged: // whom she fears, or what she chose
		r.Note(of, policy.Fear)
	default:
	}
	switch p.Outcome {
	case casework.Hospital:
		r.Note(of, policy.Medical)
	case casework.Detained:
		r.Note(of, policy.Legal)
	case casework.ChangedMind:
		r.Note(of, policy.Fear)
	default:
	}
}

// noteSeparation notes that a movement shows of two people that they must not travel together.
func noteSeparation(r *request.Request, pair movement.Separation) {
	for _, of := range []audit.Subject{act.OfCase(pair.A), act.OfCase(pair.B)} {
		r.Note(of, policy.Fear)
	}
}
