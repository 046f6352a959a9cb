package casework

import "time"

// Case is all that the rules know of one survivor's way home. It is the state that a
// workflow carries, and it is a function of the accepted commands alone. It is a
// value: Accept gives the next one and leaves the old one as it was.
type Case struct { //nolint:recvcheck // a value in and out; looking something up need not copy it
	Ref      Ref       `json:"ref"`
	Rules    Rules     `json:"rules"`
	Seq      int64     `json:"seq"` // counts the changes, from 1
	OpenedAt time.Time `json:"opened_at"`
	Stage    Stage     `json:"stage"`
	Modality Modality  `json:"modality"`

	Facts       []Fact         `json:"facts,omitempty"`
	Consents    []ConsentGiven `json:"consents,omitempty"`
	Settlements []Settlement   `json:"settlements,omitempty"` // one for each settled step, the newest
	Attempts    map[Step]int   `json:"attempts,omitempty"`    // how often each step was asked
	Screenings  int            `json:"screenings,omitempty"`  // screening answers so far, for G06
	Screeners   []AccountID    `json:"screeners,omitempty"`   // who has interviewed her: none of them chairs her panel
	Panel       []AccountID    `json:"panel,omitempty"`       // who has voted on her: none of them reviews it
	Misses      map[Step]int   `json:"misses,omitempty"`      // unanswered contacts of a step, for the ladder of missed contact
	Recalled    []Step         `json:"recalled,omitempty"`    // steps taken back by a person; not asked again until they say so
	Tasks       []Task         `json:"tasks,omitempty"`       // the open ones
	Waivers     []WaiverGiven  `json:"waivers,omitempty"`
	OnHold      []Hold         `json:"holds,omitempty"` // the active legal holds
	Undo        []UndoEntry    `json:"undo,omitempty"`  // the stack, oldest first
	Trip        *Trip          `json:"trip,omitempty"`  // the movement the survivor is on
	Pause       *Pause         `json:"pause,omitempty"` // the whole case stands still
	Ended       *End           `json:"ended,omitempty"` // closed, or the survivor has died
	Waits       []Wait         `json:"waits,omitempty"` // the closed gates that tracks wait at now
	Second      *OtherState    `json:"second,omitempty"`
	Access      []Grant        `json:"access,omitempty"`   // what agencies were given, running or not
	BreakGlass  []BreakGlass   `json:"glass,omitempty"`    // every time that somebody has broken the glass
	Excluded    []Exclusion    `json:"excluded,omitempty"` // whom she wants kept out, now or before
	TickedAt    time.Time      `json:"ticked_at,omitzero"` // until when the clocks have been looked at
	Settled     []KeyAnswer    `json:"settled,omitempty"`
}

// ConsentGiven is where one consent stands.
type ConsentGiven struct {
	Consent     Consent    `json:"consent"`
	At          time.Time  `json:"at"`
	Until       *time.Time `json:"until,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	Mode        Mode       `json:"mode"`
	Language    string     `json:"language,omitempty"` // ISO 639
	Key         Key        `json:"key"`
}

// Active says whether the consent holds at an instant.
func (g ConsentGiven) Active(at time.Time) bool {
	return g.WithdrawnAt == nil && (g.Until == nil || at.Before(*g.Until)) && g.Mode != ModeAuthority
}

// Settlement is how a step was settled, and how long that holds.
type Settlement struct {
	Step    Step       `json:"step"`
	Outcome Outcome    `json:"outcome"`
	Attempt int        `json:"attempt"`
	At      time.Time  `json:"at"`
	Until   *time.Time `json:"until,omitempty"`
	By      Actor      `json:"by"`
	Key     Key        `json:"key"`
	State   Country    `json:"state,omitempty"` // which state answered, where that matters
	Ref     string     `json:"ref,omitempty"`   // the document, movement or score that it speaks of: a random reference
}

// Hold keeps a survivor in the host state by order of an authority. One without a review date is invalid.
type Hold struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"` // witness, suspect, bail, warrant
	Since    time.Time `json:"since"`
	ReviewBy time.Time `json:"review_by"`
	By       Actor     `json:"by"`
}

// WaiverGiven is one person's waiver of the conditions that were unmet at that moment.
type WaiverGiven struct {
	Gate       GateID        `json:"gate"`
	Conditions []ConditionID `json:"conditions"`
	By         Actor         `json:"by"`
	At         time.Time     `json:"at"`
	Key        Key           `json:"key"`
}

// Trip is the movement that a survivor has a place on.
type Trip struct {
	Movement  Ref       `json:"movement"`
	DepartsAt time.Time `json:"departs_at"`
	Charter   bool      `json:"charter,omitempty"`
	// Document is the reference of the travel document that the ticket was issued for (I5).
	Document string `json:"document,omitempty"`
}

// OtherState is another state that is asked whether the survivor is its national.
type OtherState struct {
	State Country `json:"state"`
	Desk  DeskID  `json:"desk"`
}

// Pause says that a case or a task stands still, why, and whose time is running.
type Pause struct {
	Cause Cause     `json:"cause"`
	Since time.Time `json:"since"`
	By    Actor     `json:"by"`
}

// End says that nothing more is to come.
type End struct {
	At       time.Time `json:"at"`
	Deceased bool      `json:"deceased,omitempty"`
	Closed   bool      `json:"closed,omitempty"`
	Key      Key       `json:"key,omitempty"`
}

// Wait is a closed gate that a track stands before.
type Wait struct {
	Gate GateID `json:"gate,omitempty"` // "" when the step waits because a consent was withdrawn or it was recalled
	For  Step   `json:"for,omitempty"`
	// Consent is the withdrawn consent that keeps the step from being asked.
	Consent Consent   `json:"consent,omitempty"`
	Since   time.Time `json:"since"`
}

// KeyAnswer remembers what a key was answered with, so that the same key gets the same
// answer after a continue-as-new, when the server has forgotten it.
type KeyAnswer struct {
	Key    Key    `json:"key"`
	Answer Answer `json:"answer"`
}
