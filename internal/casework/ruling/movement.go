package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// move applies a message from a movement about its passenger.
func (d *draft) move() error {
	m := d.cmd.Move
	if m == nil || m.Movement == "" {
		return fault.New(fault.Invalid, "say which movement it is")
	}
	if m.Kind != casework.MoveHold && (d.Trip == nil || d.Trip.Movement != m.Movement) {
		if m.Kind == casework.MoveRelease {
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
	d.addEntry(casework.Entry{Code: casework.EntryMoved, Detail: string(m.Kind), Outcome: m.Outcome})
	switch m.Kind {
	case casework.MoveHold:
		return d.holdSeat(m)
	case casework.MoveRelease:
		if d.Is(casework.StepArrival, d.cmd.At, casework.Met, casework.Detained, casework.Hospital) {
			return fault.New(fault.Conflict, "the survivor has arrived")
		}
		d.leaveMovement()
		return nil
	case casework.MoveTicket:
		return d.ticket()
	case casework.MoveLock:
		return d.settleByMovement(casework.StepManifest, casework.Locked, func() {
			d.arm(casework.UndoManifest, casework.StepManifest, d.Rules.Desks[casework.DeskTransport], m.Movement)
		})
	case casework.MoveUnlock:
		d.unsettle(casework.StepManifest)
		d.markObsolete(casework.UndoManifest)
		return nil
	case casework.MoveBoard:
		return d.board(m)
	case casework.MoveDepart:
		return d.depart()
	case casework.MoveArrive:
		return d.arrive(m)
	case casework.MoveSlip:
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
func movementFacts(word casework.MoveKind) []casework.FactName {
	switch word {
	case casework.MoveLock:
		return []casework.FactName{casework.FactNamesMatch, casework.FactSeparated}
	case casework.MoveBoard:
		return []casework.FactName{casework.FactIdentityMatch, casework.FactAskedAgain}
	default:
		return nil
	}
}

func (d *draft) holdSeat(m *casework.Move) error {
	if d.Trip != nil && d.Trip.Movement != m.Movement {
		return fault.New(fault.Conflict, "the survivor has a place on another movement")
	}
	if d.Ended != nil {
		return fault.New(fault.Conflict, "the case has ended")
	}
	if m.DepartsAt.IsZero() {
		return fault.New(fault.Invalid, "say when the movement departs")
	}
	ordered := func(u casework.UndoEntry) bool {
		return u.Kind == casework.UndoSeat && u.Movement == m.Movement && u.State == casework.UndoOrdered
	}
	if slices.ContainsFunc(d.Undo, ordered) {
		return fault.New(fault.Conflict, "this movement is still undoing an earlier booking of hers")
	}
	d.Trip = &casework.Trip{Movement: m.Movement, DepartsAt: m.DepartsAt.UTC(), Charter: m.Charter, Legs: slices.Clone(m.Legs)}
	if m.Charter != d.FactIs(casework.FactCharter, "yes") {
		d.setFact(casework.FactCharter, map[bool]string{true: "yes", false: "no"}[m.Charter])
	}
	return d.settleByMovement(casework.StepSeat, casework.Held, func() { d.arm(casework.UndoSeat, casework.StepSeat, d.Rules.Desks[casework.DeskTransport], m.Movement) })
}

// ticket records a ticket, with the document for which it was issued (I5). From here on an undo costs
// money.
func (d *draft) ticket() error {
	doc, _ := d.Settlement(casework.StepTravelDocument)
	d.Trip.Document = doc.Ref
	return d.settleByMovement(casework.StepTicket, casework.Ticketed, func() {
		d.arm(casework.UndoTicket, casework.StepTicket, d.Rules.Desks[casework.DeskTransport], d.Trip.Movement)
	})
}

// settleByMovement settles the open task of a step that a movement settles, if its gates are open.
func (d *draft) settleByMovement(step casework.Step, outcome casework.Outcome, then func()) error {
	spec, _ := casework.SpecOf(step)
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
func (d *draft) closedGates() []gate.Status {
	var out []gate.Status
	for _, w := range d.Waits {
		if g, ok := gate.ByID(w.Gate); ok {
			if s := g.Check(d.view()); !s.Open {
				out = append(out, s)
			}
		}
	}
	return out
}
