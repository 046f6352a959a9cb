package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// onReply applies the replies of cases. After an agreement the message is not sent again, and nothing
// else changes. A refusal returns the passenger and all members of her block to an earlier state; the
// cases that had agreed get a message about the undone act.
func (t *draft) onReply() error {
	for _, h := range t.cmd.Replies {
		at := slices.IndexFunc(t.m.Outbox, func(w CaseMessage) bool { return w.Command.Key == h.Key })
		if h.Later || at < 0 {
			continue // it will be sent again, or no longer has an effect
		}
		w := t.m.Outbox[at]
		t.m.Outbox = slices.Delete(t.m.Outbox, at, at+1)
		if h.Refused != "" {
			t.refused(w, h)
		}
	}
	return nil
}

func (t *draft) refused(w CaseMessage, h Reply) {
	t.entries = append(t.entries, Entry{Code: EntryRefused, Case: w.Case, Detail: string(h.Refused), Gates: h.Gates})
	t.lines = append(t.lines, Line{Case: w.Case, Refused: h.Refused, Gates: h.Gates})
	i := t.m.index(w.Case)
	together := t.m.members(i)
	before := slices.Clone(t.m.Passengers)
	if !t.back(i, w.Command.Move) {
		t.notices = append(t.notices, Notice{Kind: NoticeMessageRefused, Desk: t.m.Desk, Case: w.Case})
	}
	for _, j := range together {
		if j == i || t.m.Passengers[j].State != before[j].State {
			t.reviseAnswer(w.Seq, t.m.Passengers[j].Case)
		}
	}
}

// back undoes the state that a refused message had made, if the passenger is still in it. It reports
// whether that is enough; if not, a person has to look.
func (t *draft) back(i int, said *casework.Move) bool {
	p := t.m.Passengers[i]
	switch said.Kind {
	case casework.MoveHold: // for her case she has never had the seat
		t.dropPending(p.Case, everyMessage)
		if p.State.Seated() {
			t.leaveTogether(i, WhyRefused, true)
		}
	case casework.MoveTicket: // the seat is a hold, and stays
		if p.State == HasTicket {
			t.unticket(i, WhyRefused)
		}
	case casework.MoveLock: // a person is excluded, a gate is not waived (G13)
		t.dropPending(p.Case, func(k casework.MoveKind) bool { return k == casework.MoveUnlock })
		if p.State == OnManifest {
			t.unlist(i, WhyRefused, true)
			t.leaveTogether(i, WhyRefused, false)
		}
	case casework.MoveBoard: // before boarding again, so that the missing conditions can be met
		if said.Outcome != casework.Boarded { // she is not on board: her case gets a message that it cannot refuse
			t.send(i, casework.MoveRelease, "", nil)
			return false
		}
		if p.State != Aboard {
			return true
		}
		t.move(i, OnManifest, WhyRefused)
		t.at(i).Outcome = ""
		t.addEntry(EntryNotBoarded, p.Case, string(WhyRefused))
	case casework.MoveDepart: // she gets off, and so does her family
		if p.State == Away {
			t.leaveTogether(i, WhyRefused, false)
		}
	case casework.MoveArrive: // still to be confirmed
		if p.State == HasArrived {
			t.move(i, Away, WhyRefused)
			t.at(i).Outcome = casework.Boarded
		}
		return false
	case casework.MoveSlip: // a gate has closed with the new time: off the manifest, ticket and seat stay (I4)
		if p.State == OnManifest || p.State == Aboard {
			t.unlistTogether(i, WhyRefused, false)
		}
	case casework.MoveRelease, casework.MoveUnlock:
		return false
	}
	return true
}
