package ruling

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// board asks the survivor's consent once more. A survivor who does not board loses the seat, never the
// case.
func (d *draft) board(m *casework.Move) error {
	spec, _ := casework.SpecOf(casework.StepBoarding)
	if !spec.Allows(m.Outcome) {
		return fault.New(fault.Invalid, "boarding has no such outcome")
	}
	if !d.leavesAfterBoarding(m.Outcome) {
		if err := d.settleByMovement(casework.StepBoarding, m.Outcome, func() {}); err != nil {
			return err
		}
	}
	switch m.Outcome {
	case casework.NoShow:
		d.setFact(casework.FactSafetyAlert, "open") // a person in care is missing until found
		d.leaveMovement()
	case casework.ChangedMind:
		if given, ok := d.Consent(casework.ConsentReturn); ok && given.Active(d.cmd.At) {
			at := d.cmd.At
			given.WithdrawnAt = &at
			d.replaceConsent(given)
			d.addEntry(casework.Entry{Code: casework.EntryWithdrawn, Detail: string(casework.ConsentReturn)})
		}
		d.unsettle(casework.StepSolution)
		d.leaveMovement()
		d.orderUndo(casework.EffectOf(casework.ConsentReturn).Undoes)
	case casework.Offloaded:
		d.unsettle(casework.StepFitToTravel)
		d.leaveMovement()
	default:
	}
	return nil
}

// leavesAfterBoarding reports whether she leaves the movement after boarding and before the departure:
// she can change her mind or be taken off. No gate is checked for that.
func (d *draft) leavesAfterBoarding(outcome casework.Outcome) bool {
	_, left := d.Settlement(casework.StepDeparture)
	return !left && d.Is(casework.StepBoarding, d.cmd.At, casework.Boarded) && (outcome == casework.ChangedMind || outcome == casework.Offloaded)
}

// leaveMovement ends the place on a movement that the movement has given up. If the movement had
// reported a departure before, that is reverted: she was left behind.
func (d *draft) leaveMovement() {
	d.markObsolete(casework.UndoSeat, casework.UndoTicket, casework.UndoManifest)
	d.unsettle(casework.StepSeat, casework.StepTicket, casework.StepManifest, casework.StepPreEmbarkation, casework.StepBoarding, casework.StepDeparture, casework.StepArrival)
	d.endTrip()
}

// endTrip ends the place on a movement, and the waivers that were given for this movement.
func (d *draft) endTrip() {
	d.Trip = nil
	d.endWaivers("G12", "G16", "G18")
}

// depart records the departure, after which the bookings for it can no longer be undone.
func (d *draft) depart() error {
	if !d.Is(casework.StepBoarding, d.cmd.At, casework.Boarded) {
		return fault.New(fault.Conflict, "the survivor has not boarded")
	}
	return d.settleByMovement(casework.StepDeparture, casework.Departed, func() {
		d.markObsolete(casework.UndoSeat, casework.UndoTicket, casework.UndoManifest, casework.UndoExitPermit, casework.UndoFineWaiver, casework.UndoCommitment)
	})
}

// arrive records the receiver's answer for a passenger, given for a whole movement.
func (d *draft) arrive(m *casework.Move) error {
	t, open := d.TaskFor(casework.StepArrival)
	spec, _ := casework.SpecOf(casework.StepArrival)
	if !open {
		return fault.New(fault.Conflict, "the case is not waiting for an arrival")
	}
	if !spec.Allows(m.Outcome) {
		return fault.New(fault.Invalid, "arrival has no such outcome")
	}
	if d.cmd.By.Desk != t.Desk {
		return fault.New(fault.Denied, "the receiving desk confirms an arrival, never the sender")
	}
	return d.settleByMovement(casework.StepArrival, m.Outcome, func() {})
}
