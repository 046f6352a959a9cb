package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// endSharing closes what rested on a sharing agreement that has ended: every grant ends, and the receiver is asked
// to delete what it has. One who has departed is still received.
func (d *draft) endSharing() {
	d.orderUndo(d.undoesFor(casework.ConsentHandover), d.endGrants(func(casework.Grant) bool { return true })...)
}

// changeReceiver takes back what the former receiver has, when she agrees to another one. It must be called while
// the former consent is still on record.
func (d *draft) changeReceiver(next casework.ConsentGiven) {
	before, agreed := d.Consent(casework.ConsentHandover)
	former := d.ReceiverOf(before)
	if !d.Protects() || !agreed || former == d.ReceiverOf(next) {
		return
	}
	ofFormer := func(g casework.Grant) bool { return g.Consent == casework.ConsentHandover && g.Desk == former }
	d.orderUndo(d.undoesFor(casework.ConsentHandover), d.endGrants(ofFormer)...)
}

// whyNotReceive refuses to move the request for reception to a desk to which she has not agreed.
func (d *draft) whyNotReceive(t casework.Task, to casework.DeskID) error {
	named, agreed := d.ReceiverNamed(d.cmd.At)
	if t.Step != casework.StepReception || !agreed || named == to {
		return nil
	}
	moved := begin(*d.Case, d.cmd)
	i := slices.IndexFunc(moved.Tasks, func(one casework.Task) bool { return one.ID == t.ID })
	moved.Tasks[i].Desk = to
	return moved.guard(casework.ShareWithReceiver)
}
