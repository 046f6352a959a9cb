package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// takeBack undoes an act on behalf of a case: consent was withdrawn, or a gate has closed again. It is
// accepted in every state and sends no message to that case, which may be waiting for this answer. The
// same is undone for all members of her block, and their cases get a message. If there is nothing to
// undo, or the movement has departed, it changes nothing, and the answer has the passenger's state.
func (t *draft) takeBack() error {
	switch t.cmd.What {
	case TakeManifest, TakeTicket, TakeSeat:
	default:
		return fault.New(fault.Invalid, "a case can undo only its place on the manifest, its ticket or its seat")
	}
	t.about = []casework.Ref{t.cmd.Case}
	i := t.m.index(t.cmd.Case)
	if i < 0 {
		return nil
	}
	p := t.m.Passengers[i]
	switch {
	case p.State == Away, p.State == HasArrived:
		t.lines = append(t.lines, Line{Case: p.Case, Refused: fault.Conflict}) // no undo after departure
		return nil
	case p.State == Standby && t.cmd.What == TakeSeat:
		if len(t.m.members(i)) > 1 {
			t.notify(NoticeBlockOffStandby, "", t.m.Desk)
		}
	case p.State.rank() <= t.cmd.What.rank():
		return nil
	}
	t.with(i)
	switch t.cmd.What {
	case TakeManifest:
		t.unlistTogether(i, WhyWithdrawn, true)
	case TakeTicket:
		t.unlistTogether(i, WhyWithdrawn, true)
		t.unticket(i, WhyWithdrawn)
	case TakeSeat:
		t.dropPending(p.Case, everyMessage)
		t.leaveTogether(i, WhyWithdrawn, true)
	}
	return nil
}

// with adds all members of the block of i to the answer.
func (t *draft) with(i int) {
	for _, j := range t.m.members(i) {
		if ref := t.m.Passengers[j].Case; !slices.Contains(t.about, ref) {
			t.about = append(t.about, ref)
		}
	}
}
