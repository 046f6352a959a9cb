package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// move applies a message from a movement about its passenger.
func (d *draft) move() error {
	m := d.cmd.Move
	if m == nil || m.Movement == "" {
		return fault.New(fault.Invalid, "say which movement it is")
	}
	if m.Kind != MoveHold && (d.Trip == nil || d.Trip.Movement != m.Movement) {
		if m.Kind == MoveRelease {
			return nil // released already
		}
		return fault.New(fault.Conflict, "the survivor has no place on this movement")
	}
	for _, s := range d.cmd.Facts {
		if !slices.Contains(movementFacts(m.Kind), s.Name) || s.Value != "yes" && s.Value != "no" {
			return fault.New(fault.Invalid, "a movement cannot state such a fact")
		}
	}
	d.cmd.Until, d.cmd.State, d.cmd.Ref = nil, "", "" // a seat, a ticket or a boarding is valid until it is undone
	d.addEntry(Entry{Code: EntryMoved, Detail: string(m.Kind), Outcome: m.Outcome})
	switch m.Kind {
	case MoveHold:
		return d.holdSeat(m)
	case MoveRelease:
		if d.Is(StepArrival, d.cmd.At, Met, Detained, Hospital) {
			return fault.New(fault.Conflict, "the survivor has arrived")
		}
		d.leaveMovement()
		return nil
	case MoveTicket:
		return d.ticket()
	case MoveLock:
		return d.settleByMovement(StepManifest, Locked, func() { d.arm(UndoManifest, StepManifest, d.Rules.Desks[DeskTransport], m.Movement) })
	case MoveUnlock:
		d.unsettle(StepManifest)
		d.markObsolete(UndoManifest)
		return nil
	case MoveBoard:
		return d.board(m)
	case MoveDepart:
		return d.depart()
	case MoveArrive:
		return d.arrive(m)
	case MoveSlip:
		if m.DepartsAt.IsZero() {
			return fault.New(fault.Invalid, "say when the movement departs")
		}
		d.Trip.DepartsAt, d.Trip.Legs = m.DepartsAt.UTC(), slices.Clone(m.Legs)
		return nil
	default:
		return fault.New(fault.Invalid, "a movement has no message of this kind")
	}
}

// movementFacts returns the facts that a message may state: what was compared for the manifest, and
// what was checked and asked at boarding. A movement states nothing else about a survivor.
func movementFacts(word MoveKind) []FactName {
	switch word {
	case MoveLock:
		return []FactName{FactNamesMatch, FactSeparated}
	case MoveBoard:
		return []FactName{FactIdentityMatch, FactAskedAgain}
	default:
		return nil
	}
}

func (d *draft) holdSeat(m *Move) error {
	if d.Trip != nil && d.Trip.Movement != m.Movement {
		return fault.New(fault.Conflict, "the survivor has a place on another movement")
	}
	if d.Ended != nil {
		return fault.New(fault.Conflict, "the case has ended")
	}
	if m.DepartsAt.IsZero() {
		return fault.New(fault.Invalid, "say when the movement departs")
	}
	ordered := func(u UndoEntry) bool {
		return u.Kind == UndoSeat && u.Movement == m.Movement && u.State == UndoOrdered
	}
	if slices.ContainsFunc(d.Undo, ordered) {
		return fault.New(fault.Conflict, "this movement is still undoing an earlier booking of hers")
	}
	d.Trip = &Trip{Movement: m.Movement, DepartsAt: m.DepartsAt.UTC(), Charter: m.Charter, Legs: slices.Clone(m.Legs)}
	if m.Charter != d.FactIs(FactCharter, "yes") {
		d.setFact(FactCharter, map[bool]string{true: "yes", false: "no"}[m.Charter])
	}
	return d.settleByMovement(StepSeat, Held, func() { d.arm(UndoSeat, StepSeat, d.Rules.Desks[DeskTransport], m.Movement) })
}

// ticket records a ticket, with the document for which it was issued (I5). From here on an undo costs
// money.
func (d *draft) ticket() error {
	doc, _ := d.Settlement(StepTravelDocument)
	d.Trip.Document = doc.Ref
	return d.settleByMovement(StepTicket, Ticketed, func() { d.arm(UndoTicket, StepTicket, d.Rules.Desks[DeskTransport], d.Trip.Movement) })
}

// settleByMovement settles the open task of a step that a movement settles, if its gates are open.
func (d *draft) settleByMovement(step Step, outcome Outcome, then func()) error {
	spec, _ := SpecOf(step)
	if err := d.guardOutcome(spec, outcome); err != nil {
		return err
	}
	t, open := d.TaskFor(step)
	if !open {
		return fault.New(fault.Conflict, "the case is not waiting for this").With(d.closedGates())
	}
	for _, s := range d.cmd.Facts {
		d.setFact(s.Name, s.Value)
	}
	d.settle(t, outcome)
	then()
	return nil
}

// closedGates returns the current status of the gates at which tracks wait.
func (d *draft) closedGates() []GateStatus {
	var out []GateStatus
	for _, w := range d.Waits {
		if g, ok := GateByID(w.Gate); ok {
			if s := g.Check(d.view()); !s.Open {
				out = append(out, s)
			}
		}
	}
	return out
}

// board asks the survivor's consent once more. A survivor who does not board loses the seat, never the
// case.
func (d *draft) board(m *Move) error {
	spec, _ := SpecOf(StepBoarding)
	if !spec.Allows(m.Outcome) {
		return fault.New(fault.Invalid, "boarding has no such outcome")
	}
	if !d.leavesAfterBoarding(m.Outcome) {
		if err := d.settleByMovement(StepBoarding, m.Outcome, func() {}); err != nil {
			return err
		}
	}
	switch m.Outcome {
	case NoShow:
		d.setFact(FactSafetyAlert, "open") // a person in care is missing until found
		d.leaveMovement()
	case ChangedMind:
		if given, ok := d.Consent(ConsentReturn); ok && given.Active(d.cmd.At) {
			at := d.cmd.At
			given.WithdrawnAt = &at
			d.replaceConsent(given)
			d.addEntry(Entry{Code: EntryWithdrawn, Detail: string(ConsentReturn)})
		}
		d.unsettle(StepSolution)
		d.leaveMovement()
		d.orderUndo(effectOf(ConsentReturn).undoes)
	case Offloaded:
		d.unsettle(StepFitToTravel)
		d.leaveMovement()
	default:
	}
	return nil
}

// leavesAfterBoarding reports whether she leaves the movement after boarding and before the departure:
// she can change her mind or be taken off. No gate is checked for that.
func (d *draft) leavesAfterBoarding(outcome Outcome) bool {
	_, left := d.Settlement(StepDeparture)
	return !left && d.Is(StepBoarding, d.cmd.At, Boarded) && (outcome == ChangedMind || outcome == Offloaded)
}

// leaveMovement ends the place on a movement that the movement has given up. If the movement had
// reported a departure before, that is reverted: she was left behind.
func (d *draft) leaveMovement() {
	d.markObsolete(UndoSeat, UndoTicket, UndoManifest)
	d.unsettle(StepSeat, StepTicket, StepManifest, StepPreEmbarkation, StepBoarding, StepDeparture, StepArrival)
	d.endTrip()
}

// endTrip ends the place on a movement, and the waivers that were given for this movement.
func (d *draft) endTrip() {
	d.Trip = nil
	d.endWaivers("G12", "G16", "G18")
}

// depart records the departure, after which the bookings for it can no longer be undone.
func (d *draft) depart() error {
	if !d.Is(StepBoarding, d.cmd.At, Boarded) {
		return fault.New(fault.Conflict, "the survivor has not boarded")
	}
	return d.settleByMovement(StepDeparture, Departed, func() {
		d.markObsolete(UndoSeat, UndoTicket, UndoManifest, UndoExitPermit, UndoFineWaiver, UndoCommitment)
	})
}

// arrive records the receiver's answer for a passenger, given for a whole movement.
func (d *draft) arrive(m *Move) error {
	t, open := d.TaskFor(StepArrival)
	spec, _ := SpecOf(StepArrival)
	if !open {
		return fault.New(fault.Conflict, "the case is not waiting for an arrival")
	}
	if !spec.Allows(m.Outcome) {
		return fault.New(fault.Invalid, "arrival has no such outcome")
	}
	if d.cmd.By.Desk != t.Desk {
		return fault.New(fault.Denied, "the receiving desk confirms an arrival, never the sender")
	}
	return d.settleByMovement(StepArrival, m.Outcome, func() {})
}
