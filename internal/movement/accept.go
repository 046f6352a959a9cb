package movement

import (
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Accept returns the change that a command makes and the answer to its sender. It is pure and does
// not modify m. cmd.At is the instant of acceptance. If nothing changes, Change.Seq equals m.Seq, and
// the caller must not record the change. An error has a fault code: the command is refused and nothing
// has changed.
//
// Accept does not check whether the key was used before; see Known.
func Accept(m Movement, cmd Command) (Change, Answer, error) {
	d := &draft{m: m.clone(), cmd: cmd, kind: cmd.Kind, listed: m.Listed()}
	if m.Seq > 0 {
		d.free = m.Free()
	}
	if err := d.run(); err != nil {
		return Change{}, Answer{}, err
	}
	return d.finish()
}

// Take returns the movement after the change. Call it after the change was recorded, or when it need
// not be recorded. c MUST be the value that Accept returned: a change that was decoded from JSON has
// neither the outbox nor the remembered answers.
func (c Change) Take() Movement {
	next := c.Next.clone()
	next.Outbox, next.Settled = slices.Clone(c.outbox), slices.Clone(c.settled)
	return next
}

// draft is a copy of the movement to which one command is being applied.
type draft struct {
	m    Movement
	cmd  Command
	kind Kind // of the change

	listed []casework.Ref // who was on the manifest before
	free   int            // seats that were free before

	about       []casework.Ref // passengers that the answer names
	refusals    []Line         // one for each passenger whom a rule or her case has refused
	revised     []int64        // the sequence numbers of earlier changes whose remembered answers must be corrected
	corrections []correction   // what to correct in them
	touched     []int          // indexes of the passengers that have changed
	entries     []Entry
	notices     []Notice
	order       []Ranked
	messages    []CaseMessage
	legs        bool // a leg has changed
}

// run checks the preconditions and applies the command.
func (d *draft) run() error {
	if err := d.checkPreconditions(); err != nil {
		return err
	}
	switch d.cmd.Kind {
	case KindPlan:
		return d.plan()
	case KindHold:
		return d.hold()
	case KindStandby:
		return d.standby()
	case KindRelease:
		return d.release()
	case KindTicket:
		return d.ticket()
	case KindLock:
		return d.lock()
	case KindUnlock:
		return d.unlock()
	case KindBoard:
		return d.board()
	case KindDepart:
		return d.depart()
	case KindArrive:
		return d.arrive()
	case KindSlip:
		return d.slip()
	case KindSwap:
		return d.swap()
	case KindCancel:
		if d.m.Carries() && !d.cmd.Earlier {
			return d.proposeCancel()
		}
		return d.cancel()
	case KindAgree:
		return d.agreeCancel()
	case KindRefuse:
		return d.refuseCancel()
	case KindSeparate:
		return d.separate()
	case KindTakeBack:
		return d.takeBack()
	case KindTick:
		return d.tick()
	case KindReplied:
		return d.onReply()
	default:
		return fault.New(fault.Invalid, "unknown kind of command")
	}
}

// checkPreconditions refuses a command without a valid key or with an unknown cause, and one that does
// not fit the movement's status. The status is not checked for KindPlan, and only roughly for
// KindTakeBack, KindTick and KindReplied: they are accepted as soon as the movement is planned.
func (d *draft) checkPreconditions() error {
	kind := d.cmd.Kind
	fromWorkflow := kind == KindTick || kind == KindReplied // these have no key
	_, known := casework.CauseOf(d.cmd.Cause)
	switch {
	case !fromWorkflow && (d.cmd.Key == "" || len(d.cmd.Key) > maxKey):
		return fault.New(fault.Invalid, "the key of the command is missing or too long")
	case d.cmd.Cause != "" && !known:
		return fault.New(fault.Invalid, "unknown cause code")
	case kind == KindPlan:
		return nil
	case d.m.Seq == 0:
		return fault.New(fault.Conflict, "the movement is not planned yet")
	case kind == KindTakeBack || fromWorkflow:
		return nil
	case d.m.Over():
		return fault.New(fault.Conflict, "the movement is over")
	case d.m.Gone() && kind != KindArrive && kind != KindSlip:
		return fault.New(fault.Conflict, "the movement has departed")
	default:
		return nil
	}
}

// maxKey is the maximum length of a key in bytes. Our own keys and those of clients are much shorter.
const maxKey = 250

// finish adds what follows from the change as a whole, corrects and remembers answers, and returns the
// change and the answer.
func (d *draft) finish() (Change, Answer, error) {
	m := &d.m
	d.updateStatus()
	if m.Gone() {
		m.Proposal = nil // there is nothing to cancel any more
	}
	if listed := m.Listed(); !slices.Equal(listed, d.listed) {
		m.Manifest++
		d.addEntry(EntryVersion, "", strconv.Itoa(m.Manifest))
		d.notify(NoticeManifest, "", append(slices.Clone(m.Escorts), m.Receiving)...)
	}
	if m.Free() > d.free && len(m.proposed()) > 0 {
		d.notify(NoticeSeatFree, "", m.Desk)
	}
	changed := len(d.entries) > 0
	if changed {
		m.Seq++
	}
	d.flush()
	for _, seq := range d.revised {
		m.amend(seq, d.linesOf(seq))
	}
	answer := d.rememberAnswer(changed)
	change := Change{Ref: m.Ref, Seq: m.Seq, Kind: d.cmd.Kind, Next: m.Snapshot()}
	if changed {
		change = d.change()
	}
	change.outbox, change.settled = m.Outbox, m.Settled
	return change, answer, nil
}

// updateStatus sets the status that follows from the states of the passengers.
func (d *draft) updateStatus() {
	m := &d.m
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
		d.updateEnd(count)
	case Locked, Boarding, Cancelled:
	}
}

// updateEnd ends a departed movement when no passenger is on the way any longer: it has Arrived if the
// receiver has reported at least one passenger, and is Cancelled if none is left. If a case refused the
// message that its passenger has arrived, an Arrived movement is Departed again.
func (d *draft) updateEnd(count map[State]int) {
	m := &d.m
	switch {
	case count[Away] > 0 && m.Status == Arrived:
		m.Status, m.EndedAt = Departed, time.Time{}
	case count[Away] > 0 || m.Status == Arrived:
	case count[HasArrived] > 0:
		m.Status, m.EndedAt = Arrived, d.cmd.At
		d.addEntry(EntryEnded, "", "")
	default: // every case, or a case of every block, refused the departure message
		m.Status, m.EndedAt = Cancelled, d.cmd.At
		d.addEntry(EntryEnded, "", string(WhyRefused))
	}
}

func (d *draft) change() Change {
	m := &d.m
	c := Change{
		Ref: m.Ref, Seq: m.Seq, Key: d.key(), Kind: d.kind, At: d.cmd.At, By: d.cmd.By,
		Status: m.Status, Manifest: m.Manifest, Entries: d.entries, Notices: d.notices, Order: d.order, Next: m.Snapshot(),
	}
	slices.Sort(d.touched)
	for _, i := range slices.Compact(d.touched) {
		c.Passengers = append(c.Passengers, m.Passengers[i])
	}
	if d.legs {
		c.Legs = slices.Clone(m.Legs)
	}
	return c
}

// key returns the key of the command. KindTick and KindReplied have none, so for them it is made from
// the sequence number.
func (d *draft) key() casework.Key {
	if d.cmd.Kind == KindTick || d.cmd.Kind == KindReplied {
		return MessageKey(d.m.Ref, "-", casework.MoveKind(d.cmd.Kind), d.m.Seq)
	}
	return d.cmd.Key
}
