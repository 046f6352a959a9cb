package movement

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Kind is the kind of a command. Each is an Update of the workflow Transport with the same name, except
// for KindPlan, which starts it, and KindTick and KindReplied, which the workflow sends to itself.
type Kind string

// The kinds of commands.
const (
	KindPlan     Kind = "plan"
	KindHold     Kind = "hold"          // seats for blocks; what does not fit waits on standby
	KindStandby  Kind = "standby"       // blocks on the standby list
	KindRelease  Kind = "release"       // the desk gives seats back, or takes people off standby; whole blocks
	KindTicket   Kind = "ticket"        // tickets for those named, or for all who have a seat and no ticket
	KindLock     Kind = "lock"          // the manifest; if it is locked, passengers who have a ticket now are added
	KindUnlock   Kind = "unlock"        // the manifest; all who are on it keep their ticket
	KindBoard    Kind = "board"         // who has boarded, and who has not; by an escort desk
	KindDepart   Kind = "depart"        // asked before the doors close: a passenger whose case refuses gets off
	KindArrive   Kind = "arrive"        // what became of them; by the receiving desk
	KindSlip     Kind = "slip"          // another departure
	KindSwap     Kind = "swap"          // another number of seats
	KindCancel   Kind = "cancel"        // all passengers off, in reverse order; with passengers, it is proposed to a second person
	KindAgree    Kind = "agree_cancel"  // by a second person: exactly the cancelling that was proposed
	KindRefuse   Kind = "refuse_cancel" // by a second person, or by the first person, who withdraws it
	KindSeparate Kind = "separate"      // two cases must not travel together, or may again
	KindTakeBack Kind = "take_back"     // a case undoes; that is final, and it gets no message back
	KindTick     Kind = "tick"          // time has passed
	KindReplied  Kind = "told"          // cases have replied to messages

	// KindProposeCancel is the kind of the change if cancelling waits for a second person.
	KindProposeCancel Kind = "propose_cancel"
)

// UpdateKinds lists the kinds that a person, or a case, can send to a running movement.
func UpdateKinds() []Kind {
	return []Kind{
		KindHold, KindStandby, KindRelease, KindTicket, KindLock, KindUnlock, KindBoard, KindDepart, KindArrive,
		KindSlip, KindSwap, KindCancel, KindAgree, KindRefuse, KindSeparate, KindTakeBack,
	}
}

// Command is one request to a movement.
type Command struct {
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	By   casework.Actor `json:"by"`
	At   time.Time      `json:"at"` // set by the workflow when it accepts; ignored on the way in

	// Of a plan.
	Plan *Plan `json:"plan,omitempty"`

	// Of hold and standby.
	Blocks []Block   `json:"blocks,omitempty"`
	Until  time.Time `json:"until,omitzero"` // for hold: when it expires; zero for never

	// For release, ticket, lock, board and arrive: the passengers, and the result for each.
	Items []Item `json:"items,omitempty"`

	// Of slip, and ArrivesAt of depart. Without ArrivesAt every leg moves by as much as the departure.
	DepartsAt time.Time `json:"departs_at,omitzero"`
	ArrivesAt time.Time `json:"arrives_at,omitzero"`

	// Of swap.
	Seats   int `json:"seats,omitempty"`
	Blocked int `json:"blocked,omitempty"`

	// Of separate.
	Pair   *Separation  `json:"pair,omitempty"`
	Lifted bool         `json:"lifted,omitempty"`
	Yields casework.Ref `json:"yields,omitempty"` // who loses the seat when both have one; "" leaves it to the order of need

	// Of take_back.
	Case casework.Ref `json:"case,omitempty"`
	What TakeBack     `json:"what,omitempty"`

	// Of release, slip, swap and cancel: a code for the timeline.
	Cause casework.Cause `json:"cause,omitempty"`

	// Seconds are, of cancel, the desks whose officers may agree, for the notice that it waits. Releases before
	// this field sent none.
	Seconds []casework.DeskID `json:"seconds,omitempty"`

	// Digest is, of agree_cancel, what the second person has seen; see Proposal.
	Digest string `json:"digest,omitempty"`

	// Seal is, of agree_cancel, which proposal the second person has seen; see Proposal.Seal. Releases before this field sent
	// the Digest instead.
	Seal string `json:"seal,omitempty"`

	// Earlier is true for a command that an earlier release carried out without a second person, while its
	// history is replayed. Only the workflow sets it.
	Earlier bool `json:"-"`

	// Of the workflow itself.
	Replies []Reply `json:"heard,omitempty"`
}

// Stamp returns the command with its key and its sender.
func (c Command) Stamp(key casework.Key, by casework.Actor) any {
	c.Key, c.By = key, by
	return c
}

// Plan is the plan that a movement begins with.
type Plan struct {
	Operation casework.Ref      `json:"operation,omitempty"`
	Legs      []Leg             `json:"legs"`
	Seats     int               `json:"seats"`
	Blocked   int               `json:"blocked,omitempty"`
	Charter   bool              `json:"charter,omitempty"`
	Receiving casework.DeskID   `json:"receiving"`
	Escorts   []casework.DeskID `json:"escorts"`
}

// Block is a group of people who travel together, all or none. A person alone is a block of one.
type Block struct {
	Members []Member `json:"members"`
}

// Member is one case of a block. If the case is already on the movement, an empty Need changes nothing.
type Member struct {
	Case casework.Ref `json:"case"`
	Need Need         `json:"need,omitzero"`
}

// Item is the part of a command about one passenger.
type Item struct {
	Case casework.Ref `json:"case"`
	// Outcome of board (boarded, no_show, changed_mind, offloaded) and arrive (met, not_met, detained, hospital).
	Outcome casework.Outcome `json:"outcome,omitempty"`
	// Document is the reference of the travel document: of ticket, and of lock, where it must be the ticket's.
	Document string `json:"document,omitempty"`
	// Facts that are stated of the passenger and go to her case: of lock names_match_document and
	// separations_kept, of board identity_match and consent_asked_again.
	Facts []casework.Statement `json:"facts,omitempty"`
}

// TakeBack is the code of an act that a case undoes.
type TakeBack string

// The acts that can be undone, in the order of undoing.
const (
	TakeManifest TakeBack = "manifest" // off the manifest; seat and ticket stay
	TakeTicket   TakeBack = "ticket"   // the ticket is void; the seat stays
	TakeSeat     TakeBack = "seat"     // off the movement
)

// rank returns the rank that a passenger's state must exceed so that there is something to undo.
func (w TakeBack) rank() int {
	switch w {
	case TakeManifest:
		return HasTicket.rank()
	case TakeTicket:
		return Held.rank()
	default:
		return 0
	}
}
