package movement

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// backwards orders places for undoing: the last seat given comes first.
func (d *draft) backwards(places []int) []int {
	out := slices.Clone(places)
	slices.SortFunc(out, func(i, j int) int { return d.m.Passengers[j].Seat - d.m.Passengers[i].Seat })
	return out
}

// leave takes a passenger off, to standby or for good, and undoes what was done for her in
// reverse: manifest, ticket, seat (field reference 5). Her case gets a message, unless it
// is the case that wants it.
func (d *draft) leave(i int, to State, why Why, silent bool) {
	p := d.m.Passengers[i]
	if p.State == Standby {
		d.addEntry(EntryOffStandby, p.Case, string(why))
	}
	d.unlist(i, why, silent)
	d.unticket(i, why)
	if d.m.Passengers[i].State.Seated() {
		d.addEntry(EntrySeatReleased, p.Case, string(why))
		if !silent {
			d.send(i, casework.MoveRelease, "", nil)
		}
	}
	d.move(i, to, why)
	q := d.at(i)
	q.Seat, q.HeldUntil, q.Outcome, q.Document, q.Listed = 0, time.Time{}, "", "", ""
}

// unlist takes a passenger off the manifest; she keeps her ticket.
func (d *draft) unlist(i int, why Why, silent bool) {
	p := d.m.Passengers[i]
	if p.State != OnManifest && p.State != Aboard {
		return
	}
	d.addEntry(EntryOffManifest, p.Case, string(why))
	if !silent {
		d.send(i, casework.MoveUnlock, "", nil)
	}
	d.move(i, HasTicket, why)
	q := d.at(i)
	q.Outcome, q.Listed = "", ""
}

// unticket voids a ticket; she keeps her seat. There is no message for it: the case gets one about the
// seat, or it asked for this.
func (d *draft) unticket(i int, why Why) {
	p := d.m.Passengers[i]
	if p.State != HasTicket {
		return
	}
	d.addEntry(EntryTicketVoid, p.Case, string(why))
	d.move(i, Held, why)
	d.at(i).Document = ""
}

// leaveTogether takes passenger i off for a reason, and with her all who travel in her block, except
// those whom the receiver has met already.
func (d *draft) leaveTogether(i int, why Why, silent bool) {
	for _, j := range d.backwards(d.m.members(i)) {
		switch {
		case j == i:
			d.leave(j, Off, why, silent)
		case d.m.Passengers[j].State != HasArrived:
			d.leave(j, Off, WhyBlock, false)
		}
	}
}

// unlistTogether takes passenger i off the manifest, and with her all who travel in her block.
func (d *draft) unlistTogether(i int, why Why, silent bool) {
	for _, j := range d.backwards(d.m.members(i)) {
		if j == i {
			d.unlist(j, why, silent)
			continue
		}
		d.unlist(j, WhyBlock, false)
	}
}
