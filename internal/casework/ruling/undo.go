package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// arm puts an act that may have to be undone on the stack, unless the same act for the same desk or
// movement is armed there already.
func (d *draft) arm(kind casework.UndoKind, step casework.Step, desk casework.DeskID, movement casework.Ref) {
	for _, u := range d.Undo {
		if u.Kind == kind && u.State == casework.UndoArmed && u.Desk == desk && u.Movement == movement {
			return
		}
	}
	d.Undo = append(d.Undo, casework.UndoEntry{
		ID: len(d.Undo) + 1, Kind: kind, State: casework.UndoArmed, Step: step, Desk: desk, Movement: movement, At: d.cmd.At,
	})
}

// orderUndo orders the undo of the armed acts of these kinds and of these grants, the last one first.
// Undo by notice or attestation is part of this change. Undo by a movement is carried out later by the
// workflow, one act after the other in the same order.
func (d *draft) orderUndo(kinds []casework.UndoKind, grants ...int) {
	d.orderUndoOf(func(u casework.UndoEntry) bool {
		return slices.Contains(kinds, u.Kind) || u.Kind == casework.UndoGrant && slices.Contains(grants, u.Grant)
	})
}

// orderUndoOf is orderUndo for the armed acts for which of is true.
func (d *draft) orderUndoOf(of func(casework.UndoEntry) bool) {
	shared := false
	for i := len(d.Undo) - 1; i >= 0; i-- {
		u := &d.Undo[i]
		if u.State == casework.UndoArmed && of(*u) {
			d.orderOneUndo(u)
			shared = shared || casework.UndoSpecOf(u.Kind).Method == casework.UndoByAttestation
		}
	}
	if shared {
		d.tellHer()
	}
}

func (d *draft) orderOneUndo(u *casework.UndoEntry) {
	spec := casework.UndoSpecOf(u.Kind)
	u.State, u.Ordered = casework.UndoOrdered, d.cmd.At
	switch spec.Method {
	case casework.UndoByMovement:
		d.addEntry(casework.Entry{Code: casework.EntryUndoOrdered, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
	case casework.UndoByNotice:
		u.State, u.Done = casework.UndoDone, d.cmd.At
		d.addNotice(casework.Notice{Kind: casework.NoticeStop, Desk: u.Desk})
		d.addEntry(casework.Entry{Code: casework.EntryUndone, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
	case casework.UndoByAttestation:
		d.addNotice(casework.Notice{Kind: casework.NoticeRecall, Desk: u.Desk})
		d.addEntry(casework.Entry{Code: casework.EntryUndoOrdered, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		d.askToAttest(u)
	case casework.CannotUndo:
		u.State, u.Done = casework.UndoImpossible, d.cmd.At
		d.addEntry(casework.Entry{Code: casework.EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: spec.Leftover})
	}
	d.unsettle(unsettledBy(u.Kind)...)
}

// askToAttest opens a task for the desk of an act: to undo it or to delete the data, and to attest
// that.
func (d *draft) askToAttest(u *casework.UndoEntry) {
	if _, open := d.TaskFor(casework.Attest(u.Desk)); !open && u.Desk != "" {
		_, kind := d.Rules.DeskOf(u.Step)
		if u.Grant > 0 {
			kind = d.Access[u.Grant-1].Kind
		}
		d.open(wantedTask{step: casework.Attest(u.Desk), desk: u.Desk, kind: kind})
	}
}

// abandonUndo records the acts that no desk will be asked to undo any more, because the survivor has
// died.
func (d *draft) abandonUndo() {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.State == casework.UndoOrdered && (u.ByHand || casework.UndoSpecOf(u.Kind).Method == casework.UndoByAttestation) {
			u.State, u.Done = casework.UndoImpossible, d.cmd.At
			d.addEntry(casework.Entry{Code: casework.EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		}
	}
}

// unsettledBy returns the steps that must be done again when an act is undone.
func unsettledBy(kind casework.UndoKind) []casework.Step {
	switch kind {
	case casework.UndoSeat:
		return []casework.Step{casework.StepSeat}
	case casework.UndoTicket:
		return []casework.Step{casework.StepTicket}
	case casework.UndoManifest:
		return []casework.Step{casework.StepManifest, casework.StepPreEmbarkation, casework.StepBoarding}
	case casework.UndoCommitment:
		return []casework.Step{casework.StepEmbassyCommitment, casework.StepBorderSlot}
	case casework.UndoExitPermit:
		return []casework.Step{casework.StepExitPermit}
	case casework.UndoFineWaiver:
		return []casework.Step{casework.StepFineWaiver}
	case casework.UndoReception:
		return []casework.Step{casework.StepReception}
	default:
		return nil
	}
}

// returnStaleTicket undoes a ticket that was issued for another document than the valid one, so that a
// new ticket is requested (I5).
func (d *draft) returnStaleTicket() {
	doc, issued := d.ValidSettlement(casework.StepTravelDocument, d.cmd.At)
	_, ticketed := d.Settlement(casework.StepTicket)
	_, left := d.Settlement(casework.StepDeparture)
	if issued && doc.Outcome == casework.Issued && ticketed && !left && d.Trip != nil && d.Trip.Document != doc.Ref {
		d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket})
	}
}

// unlockBlockedManifest takes a passenger off a locked manifest as soon as one of its gates closes
// again (I4). The seat and the ticket stay while they may still be useful.
func (d *draft) unlockBlockedManifest() {
	if _, left := d.Settlement(casework.StepDeparture); left || !d.Is(casework.StepManifest, d.cmd.At, casework.Locked) {
		return
	}
	if len(gate.Blocked(gate.View{Case: d.Case, Now: d.cmd.At}, casework.LockManifest)) > 0 {
		d.orderUndo([]casework.UndoKind{casework.UndoManifest})
	}
}

// markObsolete marks armed acts that can no longer be undone, or need not be.
func (d *draft) markObsolete(kinds ...casework.UndoKind) {
	for i := range d.Undo {
		if d.Undo[i].State == casework.UndoArmed && slices.Contains(kinds, d.Undo[i].Kind) {
			d.Undo[i].State, d.Undo[i].Done = casework.UndoObsolete, d.cmd.At
		}
	}
}

// attested records that a receiver attested the deletion, or why it refused.
func (d *draft) attested(desk casework.DeskID, outcome casework.Outcome) {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.State != casework.UndoOrdered || u.Desk != desk || casework.UndoSpecOf(u.Kind).Method != casework.UndoByAttestation && !u.ByHand {
			continue
		}
		u.State, u.Done = casework.UndoDone, d.cmd.At
		code := casework.EntryUndone
		if outcome == casework.Refused {
			u.State, code = casework.UndoImpossible, casework.EntryCannotUndo
		}
		d.addEntry(casework.Entry{Code: code, Step: u.Step, Desk: desk, Detail: string(u.Kind)})
		d.freeSeat(u)
	}
}

// freeSeat ends the place on a movement whose seat was undone.
func (d *draft) freeSeat(u *casework.UndoEntry) {
	if u.Kind == casework.UndoSeat && d.Trip != nil && d.Trip.Movement == u.Movement {
		d.endTrip()
	}
}

// undone records that a movement has undone an act, or could not. It returns fault.Conflict if the act
// is not ordered, so that an act is undone once.
func (d *draft) undone() error {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.ID != d.cmd.UndoID {
			continue
		}
		if u.State != casework.UndoOrdered {
			return fault.New(fault.Conflict, "this act is not being undone")
		}
		if d.cmd.Outcome == casework.Refused { // a desk gets a task for an undo that failed
			u.ByHand = true
			d.addEntry(casework.Entry{Code: casework.EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
			if d.Deceased() {
				d.abandonUndo()
				return nil
			}
			d.askToAttest(u)
			return nil
		}
		u.State, u.Done = casework.UndoDone, d.cmd.At
		d.addEntry(casework.Entry{Code: casework.EntryUndone, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		d.freeSeat(u)
		return nil
	}
	return fault.New(fault.NotFound, "there is no such act")
}
