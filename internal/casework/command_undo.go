package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// arm puts an act that may have to be undone on the stack, unless the same act for the same desk or
// movement is armed there already.
func (d *draft) arm(kind UndoKind, step Step, desk DeskID, movement Ref) {
	for _, u := range d.Undo {
		if u.Kind == kind && u.State == UndoArmed && u.Desk == desk && u.Movement == movement {
			return
		}
	}
	d.Undo = append(d.Undo, UndoEntry{
		ID: len(d.Undo) + 1, Kind: kind, State: UndoArmed, Step: step, Desk: desk, Movement: movement, At: d.cmd.At,
	})
}

// orderUndo orders the undo of the armed acts of these kinds and of these grants, the last one first.
// Undo by notice or attestation is part of this change. Undo by a movement is carried out later by the
// workflow, one act after the other in the same order.
func (d *draft) orderUndo(kinds []UndoKind, grants ...int) {
	for i := len(d.Undo) - 1; i >= 0; i-- {
		u := &d.Undo[i]
		if u.State == UndoArmed && (slices.Contains(kinds, u.Kind) || u.Kind == UndoGrant && slices.Contains(grants, u.Grant)) {
			d.orderOneUndo(u)
		}
	}
}

func (d *draft) orderOneUndo(u *UndoEntry) {
	spec := UndoSpecOf(u.Kind)
	u.State, u.Ordered = UndoOrdered, d.cmd.At
	switch spec.Method {
	case UndoByMovement:
		d.addEntry(Entry{Code: EntryUndoOrdered, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
	case UndoByNotice:
		u.State, u.Done = UndoDone, d.cmd.At
		d.addNotice(Notice{Kind: NoticeStop, Desk: u.Desk})
		d.addEntry(Entry{Code: EntryUndone, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
	case UndoByAttestation:
		d.addNotice(Notice{Kind: NoticeRecall, Desk: u.Desk})
		d.addEntry(Entry{Code: EntryUndoOrdered, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		d.askToAttest(u)
	case CannotUndo:
		u.State, u.Done = UndoImpossible, d.cmd.At
		d.addEntry(Entry{Code: EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: spec.Leftover})
	}
	d.unsettle(unsettledBy(u.Kind)...)
}

// askToAttest opens a task for the desk of an act: to undo it or to delete the data, and to attest
// that.
func (d *draft) askToAttest(u *UndoEntry) {
	if _, open := d.TaskFor(Attest(u.Desk)); !open && u.Desk != "" {
		_, kind := d.Rules.DeskOf(u.Step)
		if u.Grant > 0 {
			kind = d.Access[u.Grant-1].Kind
		}
		d.open(wantedTask{step: Attest(u.Desk), desk: u.Desk, kind: kind})
	}
}

// abandonUndo records the acts that no desk will be asked to undo any more, because the survivor has
// died.
func (d *draft) abandonUndo() {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.State == UndoOrdered && (u.ByHand || UndoSpecOf(u.Kind).Method == UndoByAttestation) {
			u.State, u.Done = UndoImpossible, d.cmd.At
			d.addEntry(Entry{Code: EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		}
	}
}

// unsettledBy returns the steps that must be done again when an act is undone.
func unsettledBy(kind UndoKind) []Step {
	switch kind {
	case UndoSeat:
		return []Step{StepSeat}
	case UndoTicket:
		return []Step{StepTicket}
	case UndoManifest:
		return []Step{StepManifest, StepPreEmbarkation, StepBoarding}
	case UndoCommitment:
		return []Step{StepEmbassyCommitment, StepBorderSlot}
	case UndoExitPermit:
		return []Step{StepExitPermit}
	case UndoFineWaiver:
		return []Step{StepFineWaiver}
	case UndoReception:
		return []Step{StepReception}
	default:
		return nil
	}
}

// returnStaleTicket undoes a ticket that was issued for another document than the valid one, so that a
// new ticket is requested (I5).
func (d *draft) returnStaleTicket() {
	doc, issued := d.ValidSettlement(StepTravelDocument, d.cmd.At)
	_, ticketed := d.Settlement(StepTicket)
	_, left := d.Settlement(StepDeparture)
	if issued && doc.Outcome == Issued && ticketed && !left && d.Trip != nil && d.Trip.Document != doc.Ref {
		d.orderUndo([]UndoKind{UndoManifest, UndoTicket})
	}
}

// unlockBlockedManifest takes a passenger off a locked manifest as soon as one of its gates closes
// again (I4). The seat and the ticket stay while they may still be useful.
func (d *draft) unlockBlockedManifest() {
	if _, left := d.Settlement(StepDeparture); left || !d.Is(StepManifest, d.cmd.At, Locked) {
		return
	}
	if len(Blocked(View{Case: d.Case, Now: d.cmd.At}, LockManifest)) > 0 {
		d.orderUndo([]UndoKind{UndoManifest})
	}
}

// markObsolete marks armed acts that can no longer be undone, or need not be.
func (d *draft) markObsolete(kinds ...UndoKind) {
	for i := range d.Undo {
		if d.Undo[i].State == UndoArmed && slices.Contains(kinds, d.Undo[i].Kind) {
			d.Undo[i].State, d.Undo[i].Done = UndoObsolete, d.cmd.At
		}
	}
}

// attested records that a receiver attested the deletion, or why it refused.
func (d *draft) attested(desk DeskID, outcome Outcome) {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.State != UndoOrdered || u.Desk != desk || UndoSpecOf(u.Kind).Method != UndoByAttestation && !u.ByHand {
			continue
		}
		u.State, u.Done = UndoDone, d.cmd.At
		code := EntryUndone
		if outcome == Refused {
			u.State, code = UndoImpossible, EntryCannotUndo
		}
		d.addEntry(Entry{Code: code, Step: u.Step, Desk: desk, Detail: string(u.Kind)})
		d.freeSeat(u)
	}
}

// freeSeat ends the place on a movement whose seat was undone.
func (d *draft) freeSeat(u *UndoEntry) {
	if u.Kind == UndoSeat && d.Trip != nil && d.Trip.Movement == u.Movement {
		d.endTrip()
	}
}

// NextUndo returns the act that the workflow has to undo next: the last of those that only a movement
// can undo.
func (c *Case) NextUndo() (UndoEntry, bool) {
	for _, v := range slices.Backward(c.Undo) {
		if v.State == UndoOrdered && UndoSpecOf(v.Kind).Method == UndoByMovement && !v.ByHand {
			return v, true
		}
	}
	return UndoEntry{}, false
}

// undone records that a movement has undone an act, or could not. It returns fault.Conflict if the act
// is not ordered, so that an act is undone once.
func (d *draft) undone() error {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.ID != d.cmd.UndoID {
			continue
		}
		if u.State != UndoOrdered {
			return fault.New(fault.Conflict, "this act is not being undone")
		}
		if d.cmd.Outcome == Refused { // a desk gets a task for an undo that failed
			u.ByHand = true
			d.addEntry(Entry{Code: EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
			if d.Deceased() {
				d.abandonUndo()
				return nil
			}
			d.askToAttest(u)
			return nil
		}
		u.State, u.Done = UndoDone, d.cmd.At
		d.addEntry(Entry{Code: EntryUndone, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		d.freeSeat(u)
		return nil
	}
	return fault.New(fault.NotFound, "there is no such act")
}
