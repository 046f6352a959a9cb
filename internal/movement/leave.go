package movement

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// backwards orders places for undoing: the last seat given comes first.
func (t *draft) backwards(places []int) []int {
	out := slices.Clone(places)
	slices.SortFunc(out, func(i, j int) int { return t.m.Passengers[j].Seat - t.m.Passengers[i].Seat })
	return out
}

// leave takes a passenger off, to standby or for good, and undoes what was done for her in
// reverse: manifest, ticket, seat (field reference 5). Her case gets a message, unless it
// is the case that wants it.
func (t *draft) leave(i int, to State, why Why, silent bool) {
	p := t.m.Passengers[i]
	if p.State == Standby {
		t.addEntry(EntryOffStandby, p.Case, string(why))
	}
	t.unlist(i, why, silent)
	t.unticket(i, why)
	if t.m.Passengers[i].State.Seated() {
		t.addEntry(EntrySeatReleased, p.Case, string(why))
		if !silent {
			t.send(i, casework.MoveRelease, "", nil)
		}
	}
	t.move(i, to, why)
	q := t.at(i)
	q.Seat, q.HeldUntil, q.Outcome, q.Document, q.Listed = 0, time.Time{}, "", "", ""
}

// unlist takes a passenger off the manifest; she keeps her ticket.
func (t *draft) unlist(i int, why Why, silent bool) {
	p := t.m.Passengers[i]
	if p.State != OnManifest && p.State != Aboard {
		return
	}
	t.addEntry(EntryOffManifest, p.Case, string(why))
	if !silent {
		t.send(i, casework.MoveUnlock, "", nil)
	}
	t.move(i, HasTicket, why)
	q := t.at(i)
	q.Outcome, q.Listed = "", ""
}

// unticket voids a ticket; she keeps her seat. There is no message for it: the case gets one about the
// seat, or it asked for this.
func (t *draft) unticket(i int, why Why) {
	p := t.m.Passengers[i]
	if p.State != HasTicket {
		return
	}
	t.addEntry(EntryTicketVoid, p.Case, string(why))
	t.move(i, Held, why)
	t.at(i).Document = ""
}

// leaveTogether takes passenger i off for a reason, and with her all who travel in her block, except
// those whom the receiver has met already.
func (t *draft) leaveTogether(i int, why Why, silent bool) {
	for _, j := range t.backwards(t.m.members(i)) {
		switch {
		case j == i:
			t.leave(j, Off, why, silent)
		case t.m.Passengers[j].State != HasArrived:
			t.leave(j, Off, WhyBlock, false)
		}
	}
}

// unlistTogether takes passenger i off the manifest, and with her all who travel in her block.
func (t *draft) unlistTogether(i int, why Why, silent bool) {
	for _, j := range t.backwards(t.m.members(i)) {
		if j == i {
			t.unlist(j, why, silent)
			continue
		}
		t.unlist(j, WhyBlock, false)
	}
}
