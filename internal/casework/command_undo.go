package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// arm puts an act on the stack that may have to be taken back. An act that stands there
// armed already, for the same desk or movement, is not put twice.
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

// order takes armed acts of these kinds back, and these grants, the last done first. What a notice or an
// attestation can do is part of this change; what the movement must do, the workflow
// carries out afterwards, one by one, in the same order.
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

// askToAttest asks the desk of an act to take it back, or to delete what it was given, and to say so.
func (d *draft) askToAttest(u *UndoEntry) {
	if _, open := d.TaskFor(Attest(u.Desk)); !open && u.Desk != "" {
		_, kind := d.Rules.DeskOf(u.Step)
		if u.Grant > 0 {
			kind = d.Access[u.Grant-1].Kind
		}
		d.open(wantedTask{step: Attest(u.Desk), desk: u.Desk, kind: kind})
	}
}

// leaveUndone names what nobody will be asked to take back any more, because the survivor has died.
func (d *draft) abandonUndo() {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.State == UndoOrdered && (u.ByHand || UndoSpecOf(u.Kind).Method == UndoByAttestation) {
			u.State, u.Done = UndoImpossible, d.cmd.At
			d.addEntry(Entry{Code: EntryCannotUndo, Step: u.Step, Desk: u.Desk, Detail: string(u.Kind)})
		}
	}
}

// unsettledBy are the steps that are to be done again when an act is taken back.
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

// keepTicket gives a ticket back that was issued for another document than the one that
// stands now, and so has the ticket asked for anew (I5).
func (d *draft) returnStaleTicket() {
	doc, issued := d.ValidSettlement(StepTravelDocument, d.cmd.At)
	_, ticketed := d.Settlement(StepTicket)
	_, left := d.Settlement(StepDeparture)
	if issued && doc.Outcome == Issued && ticketed && !left && d.Trip != nil && d.Trip.Document != doc.Ref {
		d.orderUndo([]UndoKind{UndoManifest, UndoTicket})
	}
}

// keepManifest strikes a passenger from a locked manifest as soon as one of its gates is red
// again (I4). The seat and the ticket stay while they may still be of use.
func (d *draft) unlockBlockedManifest() {
	if _, left := d.Settlement(StepDeparture); left || !d.Is(StepManifest, d.cmd.At, Locked) {
		return
	}
	if len(Blocked(View{Case: d.Case, Now: d.cmd.At}, LockManifest)) > 0 {
		d.orderUndo([]UndoKind{UndoManifest})
	}
}

// spend takes acts of a movement off the stack that can no longer, or need no longer, be undone.
func (d *draft) markObsolete(kinds ...UndoKind) {
	for i := range d.Undo {
		if d.Undo[i].State == UndoArmed && slices.Contains(kinds, d.Undo[i].Kind) {
			d.Undo[i].State, d.Undo[i].Done = UndoObsolete, d.cmd.At
		}
	}
}

// attested: a receiver has said in writing that it deleted what it was given, or why not.
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

// freeSeat ends the place on a movement whose seat has been taken back.
func (d *draft) freeSeat(u *UndoEntry) {
	if u.Kind == UndoSeat && d.Trip != nil && d.Trip.Movement == u.Movement {
		d.endTrip()
	}
}

// NextUndo is the act that the workflow has to take back next: the last done of those that
// only a movement can undo.
func (c *Case) NextUndo() (UndoEntry, bool) {
	for _, v := range slices.Backward(c.Undo) {
		if v.State == UndoOrdered && UndoSpecOf(v.Kind).Method == UndoByMovement && !v.ByHand {
			return v, true
		}
	}
	return UndoEntry{}, false
}

// undone notes that an act has been taken back. An act that is done is not done again.
func (d *draft) undone() error {
	for i := range d.Undo {
		u := &d.Undo[i]
		if u.ID != d.cmd.UndoID {
			continue
		}
		if u.State != UndoOrdered {
			return fault.New(fault.Conflict, "this act is not being taken back")
		}
		if d.cmd.Outcome == Refused { // a failed compensation becomes somebody's task
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
