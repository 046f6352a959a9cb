package casework

import "time"

// Kind is the kind of a command.
type Kind string

// The kinds of commands. Each is an Update of the Case workflow with the same name, except KindOpen,
// which starts the workflow, and KindTick, KindUndone and KindAdopt, which the workflow sends to itself.
const (
	KindOpen           Kind = "open"
	KindDecide         Kind = "decide"
	KindClaim          Kind = "claim"
	KindRelease        Kind = "release"
	KindGiveClaim      Kind = "give_claim"
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
	KindContact        Kind = "agree_contact"
	KindDropProposal   Kind = "withdraw_proposal"
	KindCorrect        Kind = "correct_identity"
	KindOrder          Kind = "record_order"
	KindEndOrder       Kind = "end_order"
	KindTick           Kind = "tick"
	KindUndone         Kind = "undone"
	KindAdopt          Kind = "adopt_rules"
)

// UpdateKinds lists the kinds that a person or a movement can send to a running case.
func UpdateKinds() []Kind {
	return []Kind{
		KindDecide, KindClaim, KindRelease, KindGiveClaim, KindPause, KindResume, KindAsk, KindAnswer, KindReassign, KindRecall,
		KindAskAgain, KindConsent, KindWithdraw, KindState, KindWaive, KindReport, KindMove,
		KindGiveAccess, KindEndAccess, KindExcludeOfficer, KindReadmitOfficer, KindBreakGlass, KindContact,
		KindDropProposal, KindCorrect, KindOrder, KindEndOrder,
	}
}

// Command is a request to change a case. It holds codes, references and instants only; text that a
// person wrote is stored in the record under Key.
type Command struct {
	Key  Key       `json:"key"`
	Kind Kind      `json:"kind"`
	By   Actor     `json:"by"`
	At   time.Time `json:"at"` // set by the workflow when it accepts; ignored on input

	// Of a task: decide, claim, release, give_claim, pause, resume, ask, answer, reassign, recall.
	Task    TaskID `json:"task,omitempty"`
	Version int64  `json:"version,omitempty"` // the task's version that the sender saw; 0 skips the check

	// Of a decision or an answer.
	Outcome  Outcome     `json:"outcome,omitempty"`
	Reason   Reason      `json:"reason,omitempty"`   // the coded reason of a refusing outcome; "" for none
	Until    *time.Time  `json:"until,omitempty"`    // until when the outcome is valid
	State    Country     `json:"state,omitempty"`    // the second state, or the state that confirmed
	Ref      string      `json:"ref,omitempty"`      // of a document or a score in the record
	Reasoned bool        `json:"reasoned,omitempty"` // written reasons are stored in the record under Key
	Facts    []Statement `json:"facts,omitempty"`    // facts stated with the decision, or on their own

	// Of a consent.
	Consents []Consent `json:"consents,omitempty"`
	Mode     Mode      `json:"mode,omitempty"`
	Language string    `json:"language,omitempty"`

	// Of pausing, reassigning, asking, recalling, waiving.
	Cause Cause  `json:"cause,omitempty"`
	Desk  DeskID `json:"desk,omitempty"`
	Step  Step   `json:"step,omitempty"`
	Items []Item `json:"items,omitempty"` // of asking: what is in question
	Gate  GateID `json:"gate,omitempty"`

	// Of a report.
	Event  Event  `json:"event,omitempty"`
	Hold   *Hold  `json:"hold,omitempty"`
	Pinned *Rules `json:"pinned,omitempty"` // for corridor_changed and open

	// Of a movement.
	Move *Move `json:"move,omitempty"`

	// For access. give_access: Agency, Desk and DeskKind of the desk to notify, Classes, Purpose,
	// Until, and the one consent in Consents. end_access: Grant. exclude_officer: Account, and Of if it
	// is known where the survivor met the officer. readmit_officer: Exclusion. break_glass: Purpose.
	// give_claim: Of, the colleague who gets the claim.
	Agency    AgencyID  `json:"agency,omitempty"`
	DeskKind  DeskKind  `json:"desk_kind,omitempty"`
	Classes   []Class   `json:"classes,omitempty"`
	Purpose   Purpose   `json:"purpose,omitempty"`
	Grant     int       `json:"grant,omitempty"`
	Account   AccountID `json:"account,omitempty"`
	Of        *Actor    `json:"of,omitempty"`
	Exclusion int       `json:"exclusion,omitempty"`
	// LeavesNone is true if no officer of the desk of Of would be left who is not excluded from the case. A
	// use-case sets it: a case does not know accounts.
	LeavesNone bool `json:"leaves_none,omitempty"`

	// Of withdraw_proposal: its number.
	Proposal int `json:"proposal,omitempty"`
	// Second is true if the rights of the sender ask for a second person who agrees. A use-case sets it
	// after asking package policy.
	Second bool `json:"second,omitempty"`

	// Of correct_identity: the fields that are corrected, whose new values are in the record under Key; and
	// whether the new nationality is that of another state than the one that is asked about her. Facts says that
	// the new birth date can be that of a child, and Ref is random, so that no two corrections have one digest.
	Fields     []IdentityField `json:"fields,omitempty"`
	OtherState bool            `json:"other_state,omitempty"`

	// Of record_order: the kind, with Desk, Classes and Until, and a random Ref, so that no two orders have one
	// digest. Of end_order: the number.
	OrderKind OrderKind `json:"order_kind,omitempty"`
	Order     int       `json:"order,omitempty"`

	// From the workflow itself: the undo entry that is done.
	UndoID int `json:"undo_id,omitempty"`

	// Earlier is true for a command that the release before this one accepted, while its history is
	// replayed: the rules that this release added do not apply to it. The workflow sets it; see Stricter.
	Earlier bool `json:"earlier,omitempty"`

	// Edition of open and adopt_rules is the edition of the rules that the case follows from now on. The
	// workflow sets it.
	Edition int `json:"edition,omitempty"`
}

// Stamp returns the command with its key and its sender.
func (c Command) Stamp(key Key, by Actor) any {
	c.Key, c.By = key, by
	return c
}

// Event is an event that can be reported at any time (field reference 7).
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
	EventDeathCorrected      Event = "death_corrected"
)

// Events lists every event.
func Events() []Event {
	return []Event{
		EventEmergency, EventEmergencyOver, EventDeath, EventAgeDisputed, EventNationalityDisputed, EventAsylumClaim,
		EventAsylumClosed, EventHoldSet, EventHoldLifted, EventCustodyChanged, EventContactLost, EventContactRestored,
		EventSuperseded, EventCorridorChanged, EventPaused, EventResumed, EventReopened, EventDeathCorrected,
	}
}

// MoveKind is the kind of a message from a movement about a passenger.
type MoveKind string

// The kinds. Each settles a step of the transport stage, or reverts its settlement.
const (
	MoveHold    MoveKind = "hold"
	MoveRelease MoveKind = "release" // given back by the movement: cancelled, swapped, excluded
	MoveTicket  MoveKind = "ticket"
	MoveLock    MoveKind = "lock"
	MoveUnlock  MoveKind = "unlock" // the manifest was unlocked, or the passenger was taken off it
	MoveBoard   MoveKind = "board"  // with the outcome of boarding
	MoveDepart  MoveKind = "depart"
	MoveArrive  MoveKind = "arrive" // with the outcome of arrival, from the receiver
	MoveSlip    MoveKind = "slip"   // a new departure time
)

// MoveKinds lists every kind.
func MoveKinds() []MoveKind {
	return []MoveKind{MoveHold, MoveRelease, MoveTicket, MoveLock, MoveUnlock, MoveBoard, MoveDepart, MoveArrive, MoveSlip}
}

// Move is a message from a movement about one passenger.
type Move struct {
	Kind      MoveKind  `json:"kind"`
	Movement  Ref       `json:"movement"`
	DepartsAt time.Time `json:"departs_at,omitzero"`
	Charter   bool      `json:"charter,omitempty"`
	Legs      []TripLeg `json:"legs,omitempty"` // of hold and slip
	Outcome   Outcome   `json:"outcome,omitempty"`
}

// Answer is the answer to the sender of a command.
type Answer struct {
	Seq   int64  `json:"seq"`
	Stage Stage  `json:"stage"`
	Task  TaskID `json:"task,omitempty"` // the task that the command was about
	// Settled reports whether a decision settled its step. It is false for a vote that does not reach
	// the quorum.
	Settled bool `json:"settled,omitempty"`
	// Access is the number of the grant, break-glass access or exclusion that the command made or
	// ended.
	Access int `json:"access,omitempty"`
	// Proposal is the number of the proposal that the command has become, if a second person must agree.
	Proposal int `json:"proposal,omitempty"`
	// Second is the second person for whom the act waits, nil if it waits for no one.
	Second *Second `json:"second,omitempty"`
	// Repeated marks the stored answer to a key that was answered before.
	Repeated bool `json:"repeated,omitempty"`
}

// Second is the person who must give the other half of an act: an officer of a desk, or one in any of some roles.
type Second struct {
	Desk  DeskID   `json:"desk,omitempty"` // "" where a role counts and not a desk
	Kind  DeskKind `json:"kind,omitempty"` // of the desk, if its corridor says it
	Roles []Role   `json:"roles,omitempty"`
}
