package movement

import (
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Accept returns the change that a command makes and the answer to its sender. It is pure, and
// leaves m as it was. cmd.At is the instant of acceptance. If there was nothing to do, the change
// has the sequence number that m has, and is not to be recorded. An error is a fault: the command is
// refused and nothing has changed.
//
// Accept does not check whether the key is known; see Known.
func Accept(m Movement, cmd Command) (Change, Answer, error) {
	t := &draft{m: m.clone(), cmd: cmd, listed: m.Listed()}
	if m.Seq > 0 {
		t.free = m.Free()
	}
	if err := t.run(); err != nil {
		return Change{}, Answer{}, err
	}
	return t.finish()
}

// Take returns the movement after a change that is on record, or that was not to be recorded. The
// change MUST be the one that Accept returned: a copy that has been written down has lost what only
// the workflow needs.
func (c Change) Take() Movement {
	next := c.Next.clone()
	next.Outbox, next.Settled = slices.Clone(c.outbox), slices.Clone(c.settled)
	return next
}

// draft is a copy of the movement to which one command is being applied.
type draft struct {
	m   Movement
	cmd Command

	listed []casework.Ref // who was on the manifest before
	free   int            // seats that were free before

	about    []casework.Ref // passengers that the answer names
	lines    []Line         // what a rule or a case has refused of them
	asked    []int64        // earlier changes whose answers are no longer true
	moved    []consequence  // of whom
	touched  []int
	entries  []Entry
	notices  []Notice
	order    []Ranked
	messages []CaseMessage
	legs     bool
}

// run applies the command, unless it is too late for it.
func (t *draft) run() error {
	if err := t.inTime(); err != nil {
		return err
	}
	switch t.cmd.Kind {
	case KindPlan:
		return t.plan()
	case KindHold:
		return t.hold()
	case KindStandby:
		return t.standby()
	case KindRelease:
		return t.release()
	case KindTicket:
		return t.ticket()
	case KindLock:
		return t.lock()
	case KindUnlock:
		return t.unlock()
	case KindBoard:
		return t.board()
	case KindDepart:
		return t.depart()
	case KindArrive:
		return t.arrive()
	case KindSlip:
		return t.slip()
	case KindSwap:
		return t.swap()
	case KindCancel:
		return t.cancel()
	case KindSeparate:
		return t.separate()
	case KindTakeBack:
		return t.takeBack()
	case KindTick:
		return t.tick()
	case KindReplied:
		return t.onReply()
	default:
		return fault.New(fault.Invalid, "the kind of the command is not known")
	}
}

// inTime refuses a command that comes too late or too early, of any kind.
func (t *draft) inTime() error {
	kind := t.cmd.Kind
	own := kind == KindTick || kind == KindReplied
	_, known := casework.CauseOf(t.cmd.Cause)
	switch {
	case !own && (t.cmd.Key == "" || len(t.cmd.Key) > maxKey):
		return fault.New(fault.Invalid, "a command has a key")
	case t.cmd.Cause != "" && !known:
		return fault.New(fault.Invalid, "the cause is not known")
	case kind == KindPlan:
		return nil
	case t.m.Seq == 0:
		return fault.New(fault.Conflict, "the movement is not planned yet")
	case kind == KindTakeBack || own:
		return nil
	case t.m.Over():
		return fault.New(fault.Conflict, "the movement is over")
	case t.m.Gone() && kind != KindArrive && kind != KindSlip:
		return fault.New(fault.Conflict, "the movement has departed")
	default:
		return nil
	}
}

// maxKey is far above any key: one of ours with its parts, or a client's.
const maxKey = 250

// finish adds what follows from the change as a whole, and returns the change and the answer.
func (t *draft) finish() (Change, Answer, error) {
	m := &t.m
	t.settle()
	if listed := m.Listed(); !slices.Equal(listed, t.listed) {
		m.Manifest++
		t.addEntry(EntryVersion, "", strconv.Itoa(m.Manifest))
		t.notify(NoticeManifest, "", append(slices.Clone(m.Escorts), m.Receiving)...)
	}
	if m.Free() > t.free && len(m.proposed()) > 0 {
		t.notify(NoticeSeatFree, "", m.Desk)
	}
	changed := len(t.entries) > 0
	if changed {
		m.Seq++
	}
	t.flush()
	for _, seq := range t.asked {
		m.amend(seq, t.linesOf(seq))
	}
	answer := t.answer(changed)
	change := Change{Ref: m.Ref, Seq: m.Seq, Kind: t.cmd.Kind, Next: m.Snapshot()}
	if changed {
		change = t.change()
	}
	change.outbox, change.settled = m.Outbox, m.Settled
	return change, answer, nil
}

// settle finds the status that follows from where the passengers are.
func (t *draft) settle() {
	m := &t.m
	count := map[State]int{}
	for _, p := range m.Passengers {
		count[p.State]++
	}
	switch m.Status {
	case Planned, Holding, Ticketed:
		switch {
		case count[HasTicket] > 0:
			m.Status = Ticketed
		case count[Held] > 0:
			m.Status = Holding
		default:
			m.Status = Planned
		}
	case Departed, Arrived:
		t.end(count)
	case Locked, Boarding, Cancelled:
	}
}

// end closes a movement when its last passenger is no longer on the way, and opens it again when a
// case has refused the message that its passenger has arrived.
func (t *draft) end(count map[State]int) {
	m := &t.m
	switch {
	case count[Away] > 0 && m.Status == Arrived:
		m.Status, m.EndedAt = Departed, time.Time{}
	case count[Away] > 0 || m.Status == Arrived:
	case count[HasArrived] > 0:
		m.Status, m.EndedAt = Arrived, t.cmd.At
		t.addEntry(EntryEnded, "", "")
	default: // every case refused: no passenger has left
		m.Status, m.EndedAt = Cancelled, t.cmd.At
		t.addEntry(EntryEnded, "", string(WhyRefused))
	}
}

func (t *draft) change() Change {
	m := &t.m
	c := Change{
		Ref: m.Ref, Seq: m.Seq, Key: t.key(), Kind: t.cmd.Kind, At: t.cmd.At, By: t.cmd.By,
		Status: m.Status, Manifest: m.Manifest, Entries: t.entries, Notices: t.notices, Order: t.order, Next: m.Snapshot(),
	}
	slices.Sort(t.touched)
	for _, i := range slices.Compact(t.touched) {
		c.Passengers = append(c.Passengers, m.Passengers[i])
	}
	if t.legs {
		c.Legs = slices.Clone(m.Legs)
	}
	return c
}

// key is the command's own key, or one made of the sequence number for a command of the workflow itself.
func (t *draft) key() casework.Key {
	if t.cmd.Kind == KindTick || t.cmd.Kind == KindReplied {
		return MessageKey(t.m.Ref, "-", casework.MoveKind(t.cmd.Kind), t.m.Seq)
	}
	return t.cmd.Key
}
