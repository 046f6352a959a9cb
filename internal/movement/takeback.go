package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// takeBack undoes an act on behalf of a case: consent was withdrawn, or a gate has closed again. It is
// accepted in every state and sends no message to that case, which may be waiting for this answer. The
// same is undone for all members of her block, and their cases get a message. If there is nothing to
// undo, or she has departed, it changes nothing, and the answer has her state.
func (d *draft) takeBack() error {
	switch d.cmd.What {
	case TakeManifest, TakeTicket, TakeSeat:
	default:
		return fault.New(fault.Invalid, "a case can undo only its place on the manifest, its ticket or its seat")
	}
	d.about = []casework.Ref{d.cmd.Case}
	i := d.m.index(d.cmd.Case)
	if i < 0 {
		return nil
	}
	p := d.m.Passengers[i]
	switch {
	case p.State == Away, p.State == HasArrived:
		d.refusals = append(d.refusals, Line{Case: p.Case, Refused: fault.Conflict}) // no undo after departure
		return nil
	case p.State == Standby && d.cmd.What == TakeSeat:
		if len(d.m.members(i)) > 1 {
			d.notify(NoticeBlockOffStandby, "", d.m.Desk)
		}
	case p.State.rank() <= d.cmd.What.rank():
		return nil
	}
	d.with(i)
	switch d.cmd.What {
	case TakeManifest:
		d.unlistTogether(i, WhyWithdrawn, true)
	case TakeTicket:
		d.unlistTogether(i, WhyWithdrawn, true)
		d.unticket(i, WhyWithdrawn)
	case TakeSeat:
		d.dropPending(p.Case, everyMessage)
		d.leaveTogether(i, WhyWithdrawn, true)
	}
	return nil
}

// with adds all members of the block of i to the answer.
func (d *draft) with(i int) {
	for _, j := range d.m.members(i) {
		if ref := d.m.Passengers[j].Case; !slices.Contains(d.about, ref) {
			d.about = append(d.about, ref)
		}
	}
}
