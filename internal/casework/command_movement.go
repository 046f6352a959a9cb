package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// move takes a movement's word about its passenger.
func (d *draft) move() error {
	m := d.cmd.Move
	if m == nil || m.Movement == "" {
		return fault.New(fault.Invalid, "say which movement it is")
	}
	if m.Kind != MoveHold && (d.Trip == nil || d.Trip.Movement != m.Movement) {
		if m.Kind == MoveRelease {
			return nil // given back already
		}
		return fault.New(fault.Conflict, "the survivor has no place on this movement")
	}
	for _, s := range d.cmd.Facts {
		if !slices.Contains(movementFacts(m.Kind), s.Name) || s.Value != "yes" && s.Value != "no" {
			return fault.New(fault.Invalid, "a movement cannot state such a fact")
		}
	}
	d.cmd.Until, d.cmd.State, d.cmd.Ref = nil, "", "" // a seat, a ticket or a boarding holds until it is taken back
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
		d.Trip.DepartsAt = m.DepartsAt.UTC()
		return nil
	default:
		return fault.New(fault.Invalid, "a movement has no such word")
	}
}

// movementFacts are what a word can bring: what was compared for the manifest, and what was
// found and asked at the door. A movement says nothing else about a survivor.
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
		return fault.New(fault.Conflict, "what this movement gave her before is still being taken back")
	}
	d.Trip = &Trip{Movement: m.Movement, DepartsAt: m.DepartsAt.UTC(), Charter: m.Charter}
	if m.Charter != d.FactIs(FactCharter, "yes") {
		d.setFact(FactCharter, map[bool]string{true: "yes", false: "no"}[m.Charter])
	}
	return d.settleByMovement(StepSeat, Held, func() { d.arm(UndoSeat, StepSeat, d.Rules.Desks[DeskTransport], m.Movement) })
}

// ticket commits money: it names the document that it is issued for (I5).
func (d *draft) ticket() error {
	doc, _ := d.Settlement(StepTravelDocument)
	d.Trip.Document = doc.Ref
	return d.settleByMovement(StepTicket, Ticketed, func() { d.arm(UndoTicket, StepTicket, d.Rules.Desks[DeskTransport], d.Trip.Movement) })
}

// moved settles the open task of a step that goes with a movement, if its gates are open.
func (d *draft) settleByMovement(step Step, outcome Outcome, then func()) error {
	spec, _ := SpecOf(step)
	if err := d.guardOutcome(spec, outcome); err != nil {
		return err
	}
	t, open := d.TaskFor(step)
	if !open {
		return fault.New(fault.Conflict, "the case does not wait for this").With(d.closedGates())
	}
	for _, s := range d.cmd.Facts {
		d.setFact(s.Name, s.Value)
	}
	d.settle(t, outcome)
	then()
	return nil
}

// closedGates are the gates that tracks stand before, judged anew.
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

// board asks the survivor once more. Whoever does not board loses the place, never the case.
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
		d.setFact(FactSafetyAlert, "open") // somebody under care is missing until found
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
	default: // boarded
	}
	return nil
}

// getsOff says that she was on board already: until the doors close she can change her mind,
// or be taken off. Nobody has to be asked for that.
func (d *draft) leavesAfterBoarding(outcome Outcome) bool {
	_, left := d.Settlement(StepDeparture)
	return !left && d.Is(StepBoarding, d.cmd.At, Boarded) && (outcome == ChangedMind || outcome == Offloaded)
}

// leaveMovement ends the place on a movement that the movement itself has given up. One that
// says so after it has told of a departure takes that back: she was left behind.
func (d *draft) leaveMovement() {
	d.markObsolete(UndoSeat, UndoTicket, UndoManifest)
	d.unsettle(StepSeat, StepTicket, StepManifest, StepPreEmbarkation, StepBoarding, StepDeparture, StepArrival)
	d.endTrip()
}

// endTrip ends a place on a movement, and what was waived for this one movement.
func (d *draft) endTrip() {
	d.Trip = nil
	d.endWaivers("G12", "G16", "G18")
}

// depart is the point of no return: what was armed for the way there is spent.
func (d *draft) depart() error {
	if !d.Is(StepBoarding, d.cmd.At, Boarded) {
		return fault.New(fault.Conflict, "the survivor has not boarded")
	}
	return d.settleByMovement(StepDeparture, Departed, func() {
		d.markObsolete(UndoSeat, UndoTicket, UndoManifest, UndoExitPermit, UndoFineWaiver, UndoCommitment)
	})
}

// arrive is the receiver's word, given for a whole movement.
func (d *draft) arrive(m *Move) error {
	t, open := d.TaskFor(StepArrival)
	spec, _ := SpecOf(StepArrival)
	if !open {
		return fault.New(fault.Conflict, "nobody waits for this arrival")
	}
	if !spec.Allows(m.Outcome) {
		return fault.New(fault.Invalid, "arrival has no such outcome")
	}
	if d.cmd.By.Desk != t.Desk {
		return fault.New(fault.Denied, "an arrival is confirmed by the receiving desk, never by the sender")
	}
	return d.settleByMovement(StepArrival, m.Outcome, func() {})
}
