package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// onReply applies the replies of cases. After an agreement the message is not sent again, and nothing
// else changes. A refusal returns the passenger and all members of her block to an earlier state; the
// cases that had agreed get a message about the undone act.
func (d *draft) onReply() error {
	for _, h := range d.cmd.Replies {
		at := slices.IndexFunc(d.m.Outbox, func(w CaseMessage) bool { return w.Command.Key == h.Key })
		if h.Later || at < 0 {
			continue // the message will be sent again, or is no longer in the outbox
		}
		w := d.m.Outbox[at]
		d.m.Outbox = slices.Delete(d.m.Outbox, at, at+1)
		if h.Refused != "" {
			d.refused(w, h)
		}
	}
	return nil
}

func (d *draft) refused(w CaseMessage, h Reply) {
	d.entries = append(d.entries, Entry{Code: EntryRefused, Case: w.Case, Detail: string(h.Refused), Gates: h.Gates})
	d.refusals = append(d.refusals, Line{Case: w.Case, Refused: h.Refused, Gates: h.Gates})
	i := d.m.index(w.Case)
	together := d.m.members(i)
	before := slices.Clone(d.m.Passengers)
	if !d.back(i, w.Command.Move) {
		d.notices = append(d.notices, Notice{Kind: NoticeMessageRefused, Desk: d.m.Desk, Case: w.Case})
	}
	for _, j := range together {
		if j == i || d.m.Passengers[j].State != before[j].State {
			d.reviseAnswer(w.Seq, d.m.Passengers[j].Case)
		}
	}
}

// back returns passenger i to the state before a refused message, if the passenger is still in the state
// that the message was about. It returns false if a person has to check the passenger.
func (d *draft) back(i int, said *casework.Move) bool {
	p := d.m.Passengers[i]
	switch said.Kind {
	case casework.MoveHold: // for her case she has never had the seat
		d.dropPending(p.Case, everyMessage)
		if p.State.Seated() {
			d.leaveTogether(i, WhyRefused, true)
		}
	case casework.MoveTicket: // the seat is a hold, and stays
		if p.State == HasTicket {
			d.unticket(i, WhyRefused)
		}
	case casework.MoveLock: // a person is excluded, a gate is not waived (G13)
		d.dropPending(p.Case, func(k casework.MoveKind) bool { return k == casework.MoveUnlock })
		if p.State == OnManifest {
			d.unlist(i, WhyRefused, true)
			d.leaveTogether(i, WhyRefused, false)
		}
	case casework.MoveBoard: // before boarding again, so that the missing conditions can be met
		if said.Outcome != casework.Boarded { // she is not on board: her case gets a message that it cannot refuse
			d.send(i, casework.MoveRelease, "", nil)
			return false
		}
		if p.State != Aboard {
			return true
		}
		d.move(i, OnManifest, WhyRefused)
		d.at(i).Outcome = ""
		d.addEntry(EntryNotBoarded, p.Case, string(WhyRefused))
	case casework.MoveDepart: // she gets off, and so does her family
		if p.State == Away {
			d.leaveTogether(i, WhyRefused, false)
		}
	case casework.MoveArrive: // still to be confirmed
		if p.State == HasArrived {
			d.move(i, Away, WhyRefused)
			d.at(i).Outcome = casework.Boarded
		}
		return false
	case casework.MoveSlip: // a gate has closed with the new time: off the manifest, ticket and seat stay (I4)
		if p.State == OnManifest || p.State == Aboard {
			d.unlistTogether(i, WhyRefused, false)
		}
	case casework.MoveRelease, casework.MoveUnlock:
		return false
	}
	return true
}
