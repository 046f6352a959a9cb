package casework

import "time"

// Kind is what a command asks for.
type Kind string

// The kinds of commands. Each is an Update of the Case workflow by the same name,
// except for KindOpen, which starts it, and KindTick and KindUndone, which the
// workflow gives itself.
const (
	KindOpen           Kind = "open"
	KindDecide         Kind = "decide"
	KindClaim          Kind = "claim"
	KindRelease        Kind = "release"
	KindPause          Kind = "pause"
	KindResume         Kind = "resume"
	KindAsk            Kind = "ask"
	KindAnswer         Kind = "answer"
	KindReassign       Kind = "reassign"
	KindRecall         Kind = "recall"
	KindAskAgain       Kind = "ask_again"
	KindConsent        Kind = "give_consent"
	KindWithdraw       Kind = "withdraw_consent"
	KindState          Kind = "state_facts"
	KindWaive          Kind = "waive_gate"
	KindReport         Kind = "report"
	KindMove           Kind = "move"
	KindGiveAccess     Kind = "give_access"
	KindEndAccess      Kind = "end_access"
	KindExcludeOfficer Kind = "exclude_officer"
	KindReadmitOfficer Kind = "readmit_officer"
	KindBreakGlass     Kind = "break_glass"
	KindTick           Kind = "tick"
	KindUndone         Kind = "undone"
)

// UpdateKinds lists the kinds that a person, or a movement, can send to a running case.
func UpdateKinds() []Kind {
	return []Kind{
		KindDecide, KindClaim, KindRelease, KindPause, KindResume, KindAsk, KindAnswer, KindReassign, KindRecall,
		KindAskAgain, KindConsent, KindWithdraw, KindState, KindWaive, KindReport, KindMove,
		KindGiveAccess, KindEndAccess, KindExcludeOfficer, KindReadmitOfficer, KindBreakGlass,
	}
}

// Command is one thing that somebody asks of a case. It holds codes, references and
// instants only; whatever a person wrote in words is kept in the record under Key.
type Command struct {
	Key  Key       `json:"key"`
	Kind Kind      `json:"kind"`
	By   Actor     `json:"by"`
	At   time.Time `json:"at"` // set by the workflow when it accepts; ignored on the way in

	// Of a task: decide, claim, release, pause, resume, ask, answer, reassign, recall.
	Task    TaskID `json:"task,omitempty"`
	Version int64  `json:"version,omitempty"` // the task's version that the caller saw; 0 does not ask

	// Of a decision or an answer.
	Outcome  Outcome     `json:"outcome,omitempty"`
	Until    *time.Time  `json:"until,omitempty"`    // until when the outcome holds
	State    Country     `json:"state,omitempty"`    // the second state, or the state that confirmed
	Ref      string      `json:"ref,omitempty"`      // of a document or a score kept in the record
	Reasoned bool        `json:"reasoned,omitempty"` // written reasons are kept in the record under Key
	Facts    []Statement `json:"facts,omitempty"`    // facts stated with the decision, or on their own

	// Of a consent.
	Consents []Consent `json:"consents,omitempty"`
	Mode     Mode      `json:"mode,omitempty"`
	Language string    `json:"language,omitempty"`

	// Of pausing, reassigning, asking, recalling, waiving.
	Cause Cause  `json:"cause,omitempty"`
	Desk  DeskID `json:"desk,omitempty"`
	Step  Step   `json:"step,omitempty"`
	Gate  GateID `json:"gate,omitempty"`

	// Of a report.
	Event  Event  `json:"event,omitempty"`
	Hold   *Hold  `json:"hold,omitempty"`
	Pinned *Rules `json:"pinned,omitempty"` // corridor_changed, and open

	// Of a movement.
	Move *Move `json:"move,omitempty"`

	// Of access. Given: to which agency, told at which desk (Desk) of which kind, which classes,
	// what for, until when (Until), resting on which one consent (Consents). Ended: which grant.
	// Kept out: which account, met as whom. Let in again: which exclusion. Broken glass: what for.
	Agency    AgencyID  `json:"agency,omitempty"`
	DeskKind  DeskKind  `json:"desk_kind,omitempty"`
	Classes   []Class   `json:"classes,omitempty"`
	Purpose   Purpose   `json:"purpose,omitempty"`
	Grant     int       `json:"grant,omitempty"`
	Account   AccountID `json:"account,omitempty"`
	Of        *Actor    `json:"of,omitempty"`
	Exclusion int       `json:"exclusion,omitempty"`

	// Of the workflow itself: which undo entry is done.
	UndoID int `json:"undo_id,omitempty"`
}

// Event is something that may happen at any moment (field reference 7).
type Event string

// The events.
const (
	EventEmergency           Event = "emergency"
	EventEmergencyOver       Event = "emergency_over"
	EventDeath               Event = "death"
	EventAgeDisputed         Event = "age_disputed"
	EventNationalityDisputed Event = "nationality_disputed"
	EventAsylumClaim         Event = "asylum_claim"
	EventAsylumClosed        Event = "asylum_closed"
	EventHoldSet             Event = "hold_set"
	EventHoldLifted          Event = "hold_lifted"
	EventCustodyChanged      Event = "custody_changed"
	EventContactLost         Event = "contact_lost"
	EventContactRestored     Event = "contact_restored"
	EventSuperseded          Event = "decision_superseded"
	EventCorridorChanged     Event = "corridor_changed"
	EventPaused              Event = "paused"
	EventResumed             Event = "resumed"
	EventReopened            Event = "reopened"
)

// Events lists every event.
func Events() []Event {
	return []Event{
		EventEmergency, EventEmergencyOver, EventDeath, EventAgeDisputed, EventNationalityDisputed, EventAsylumClaim,
		EventAsylumClosed, EventHoldSet, EventHoldLifted, EventCustodyChanged, EventContactLost, EventContactRestored,
		EventSuperseded, EventCorridorChanged, EventPaused, EventResumed, EventReopened,
	}
}

// MoveKind is what a movement tells a case about its passenger.
type MoveKind string

// What a movement can say. Each settles, or unsettles, a step of the transport stage.
const (
	MoveHold    MoveKind = "hold"    // seat held
	MoveRelease MoveKind = "release" // seat given back by the movement: cancelled, swapped, excluded
	MoveTicket  MoveKind = "ticket"
	MoveLock    MoveKind = "lock"
	MoveUnlock  MoveKind = "unlock" // manifest opened again or the passenger returned from it
	MoveBoard   MoveKind = "board"  // with the outcome of boarding
	MoveDepart  MoveKind = "depart"
	MoveArrive  MoveKind = "arrive" // with the outcome of arrival, by the receiver
	MoveSlip    MoveKind = "slip"   // another departure time
)

// MoveKinds lists every kind.
func MoveKinds() []MoveKind {
	return []MoveKind{MoveHold, MoveRelease, MoveTicket, MoveLock, MoveUnlock, MoveBoard, MoveDepart, MoveArrive, MoveSlip}
}

// Move is a movement's word about one passenger.
type Move struct {
	Kind      MoveKind  `json:"kind"`
	Movement  Ref       `json:"movement"`
	DepartsAt time.Time `json:"departs_at,omitzero"`
	Charter   bool      `json:"charter,omitempty"`
	Outcome   Outcome   `json:"outcome,omitempty"`
}

// Answer is what the sender of a command hears.
type Answer struct {
	Seq   int64  `json:"seq"`
	Stage Stage  `json:"stage"`
	Task  TaskID `json:"task,omitempty"` // the task it was about
	// Settled says whether a decision settled its step; false for a vote that does not yet make the quorum.
	Settled bool `json:"settled,omitempty"`
	// Access is the number of the grant, the broken glass or the exclusion that it made or ended.
	Access int `json:"access,omitempty"`
	// Repeated says that the key was known: this is the first answer again.
	Repeated bool `json:"repeated,omitempty"`
}
