package movement

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Change is everything that one accepted command writes to the record, in one transaction, with the
// movement and the sequence number as its key. Writing it is idempotent.
type Change struct {
	Ref  casework.Ref   `json:"ref"`
	Seq  int64          `json:"seq"`
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	At   time.Time      `json:"at"`
	By   casework.Actor `json:"by"`

	Status   Status  `json:"status"`
	Manifest int     `json:"manifest"` // version
	Entries  []Entry `json:"entries,omitempty"`
	// Passengers are those that have changed, in their new state.
	Passengers []Passenger `json:"passengers,omitempty"`
	// Legs are all legs if one has changed, otherwise none.
	Legs    []Leg    `json:"legs,omitempty"`
	Notices []Notice `json:"notices,omitempty"`
	// Order is the fairness log: who was before whom, and why, when not all could have a seat.
	Order []Ranked `json:"order,omitempty"`
	Next  Movement `json:"state"` // the movement after the change, as Snapshot gives it

	// These belong to Next, but only the workflow needs them: they are not encoded as JSON.
	outbox  []CaseMessage
	settled []KeyAnswer
}

// Entry is one line of the movement's timeline: codes only.
type Entry struct {
	Code   EntryCode         `json:"code"`
	Case   casework.Ref      `json:"case,omitempty"`
	Detail string            `json:"detail,omitempty"` // a code: why, outcome, cause, refusal
	Gates  []casework.GateID `json:"gates,omitempty"`  // the closed ones that a case refused with
}

// EntryCode is the kind of a line of the timeline.
type EntryCode string

// The codes of the timeline.
const (
	EntryPlanned    EntryCode = "movement_planned"
	EntryStandby    EntryCode = "on_standby"
	EntryHeld       EntryCode = "seat_held"
	EntryTicketed   EntryCode = "ticket_issued"
	EntryListed     EntryCode = "on_manifest"
	EntryLocked     EntryCode = "manifest_locked"
	EntryUnlocked   EntryCode = "manifest_unlocked"
	EntryVersion    EntryCode = "manifest_version"
	EntryBoarded    EntryCode = "boarded"
	EntryNotBoarded EntryCode = "not_boarded"
	EntryDeparted   EntryCode = "departed"
	EntryArrived    EntryCode = "arrival_confirmed"
	EntryEnded      EntryCode = "movement_ended"
	EntrySlipped    EntryCode = "departure_slipped"
	EntrySwapped    EntryCode = "seats_swapped"
	EntryCancelled  EntryCode = "movement_cancelled"

	EntryCancelProposed  EntryCode = "cancel_proposed"  // a second person must agree
	EntryCancelRefused   EntryCode = "cancel_refused"   // by the second person
	EntryCancelWithdrawn EntryCode = "cancel_withdrawn" // by the officer who proposed it
	EntryCancelExpired   EntryCode = "cancel_expired"   // no second person answered in time

	EntrySeparated    EntryCode = "separation_set"
	EntryReunited     EntryCode = "separation_lifted"
	EntryBlockSplit   EntryCode = "block_split"
	EntryOffManifest  EntryCode = "taken_off_manifest"
	EntryTicketVoid   EntryCode = "ticket_voided"
	EntrySeatReleased EntryCode = "seat_released"
	EntryOffStandby   EntryCode = "off_standby"
	EntryRefused      EntryCode = "refused_by_case"
	EntryUnreported   EntryCode = "departure_unreported"
	EntryArrivalDue   EntryCode = "arrival_due"
	EntryArrivalAlarm EntryCode = "arrival_alarm"
)

// NoticeKind is the kind of a notice.
type NoticeKind string

// The kinds of notices. A notice only names the thing to look at.
const (
	NoticeSeatFree        NoticeKind = "seat_free"
	NoticeManifest        NoticeKind = "manifest_changed" // a corrected manifest; the old version is to be deleted
	NoticeDeparted        NoticeKind = "movement_departed"
	NoticeSlipped         NoticeKind = "departure_slipped"
	NoticeCancelled       NoticeKind = "movement_cancelled"
	NoticeCancelWaits     NoticeKind = "cancel_waits" // for a second person
	NoticeUnreported      NoticeKind = "departure_unreported"
	NoticeArrivalDue      NoticeKind = "arrival_due"
	NoticeArrivalAlarm    NoticeKind = "arrival_alarm"
	NoticeNotMet          NoticeKind = "passenger_not_met"
	NoticeMessageRefused  NoticeKind = "word_refused" // a case does not agree with what has happened; a person has to look
	NoticeBlockOffStandby NoticeKind = "block_off_standby"
)

// Notice is a message to a desk, or to an office above it. It holds references only.
type Notice struct {
	Kind  NoticeKind               `json:"kind"`
	Desk  casework.DeskID          `json:"desk"`
	Level casework.EscalationLevel `json:"rung,omitempty"` // the office above the desk; "" is the desk itself
	Case  casework.Ref             `json:"case,omitempty"`
}

// Ranked is one block's place in the fair order.
type Ranked struct {
	Block   casework.Ref `json:"block"`
	Size    int          `json:"size"`
	Need    Need         `json:"need"`    // of the block: any member's need, and the longest wait
	Seated  bool         `json:"seated"`  // it has seats after this
	Because Why          `json:"because"` // why not; "" when it is seated
}
