package casework

import "time"

// Case is everything that the rules know about one survivor's return. A workflow carries it as its
// state. It depends on the accepted commands only. It is a value: ruling.Accept returns the next one and does
// not modify its argument.
type Case struct { //nolint:recvcheck // a value in and out; a lookup need not copy it
	Ref      Ref       `json:"ref"`
	Rules    Rules     `json:"rules"`
	Edition  int       `json:"edition,omitempty"` // of the rules by which commands are judged; see CurrentEdition
	Seq      int64     `json:"seq"`               // counts the changes, from 1
	OpenedAt time.Time `json:"opened_at"`
	Stage    Stage     `json:"stage"`
	Modality Modality  `json:"modality"`

	Facts       []Fact         `json:"facts,omitempty"`
	MaybeChild  bool           `json:"maybe_child,omitempty"` // she was, or may have been, a child at some time; it is never taken back
	Consents    []ConsentGiven `json:"consents,omitempty"`
	Settlements []Settlement   `json:"settlements,omitempty"` // the newest settlement of each settled step
	Attempts    map[Step]int   `json:"attempts,omitempty"`    // how often each step was asked
	Screenings  int            `json:"screenings,omitempty"`  // screening answers so far, for G06
	Screeners   []AccountID    `json:"screeners,omitempty"`   // who interviewed her; none of them chairs her panel
	Panel       []AccountID    `json:"panel,omitempty"`       // who voted on her; none of them reviews the decision
	Misses      map[Step]int   `json:"misses,omitempty"`      // missed contacts of a step; at Rules.Tries the contact counts as lost
	Recalled    []Step         `json:"recalled,omitempty"`    // steps that a person recalled; not asked again until a person says so
	Tasks       []Task         `json:"tasks,omitempty"`       // the open tasks
	Waivers     []WaiverGiven  `json:"waivers,omitempty"`
	OnHold      []Hold         `json:"holds,omitempty"`    // the active legal holds
	Undo        []UndoEntry    `json:"undo,omitempty"`     // the undo stack, oldest first
	Trip        *Trip          `json:"trip,omitempty"`     // the movement the survivor is on
	Pause       *Pause         `json:"pause,omitempty"`    // the whole case is paused
	Ended       *End           `json:"ended,omitempty"`    // closed, or the survivor has died
	Waits       []Wait         `json:"waits,omitempty"`    // the closed gates at which tracks wait now
	ReviewAt    time.Time      `json:"review_at,omitzero"` // when the case is reviewed if nothing that is asked has a clock by then
	Second      *OtherState    `json:"second,omitempty"`
	Proposed    *OtherState    `json:"second_proposed,omitempty"` // the second state that a caseworker wants to ask, until a lawyer has agreed
	Access      []Grant        `json:"access,omitempty"`          // grants to agencies, running or not
	BreakGlass  []BreakGlass   `json:"glass,omitempty"`           // every break-glass access
	Excluded    []Exclusion    `json:"excluded,omitempty"`        // the officers whom she has excluded, now or before
	TickedAt    time.Time      `json:"ticked_at,omitzero"`        // the instant up to which ticks have evaluated the clocks
	Settled     []KeyAnswer    `json:"settled,omitempty"`

	// Feared reports whether an answer about fear of return was yes. It is never taken back.
	// FearSuperseded is when such an answer, of any outcome, was superseded last.
	Feared         bool      `json:"feared,omitempty"`
	FearSuperseded time.Time `json:"fear_superseded,omitzero"`
	// FearedOf are the states that she has named when she said that she fears to return.
	FearedOf []Country `json:"feared_of,omitempty"`
	// Raised are the open complaints and alarms with those who raised them.
	Raised []Raising `json:"raised,omitempty"`
	// ChoiceFirst reports whether she chooses again before any mission is asked about her: after the case was
	// reopened, or her claim of asylum has ended.
	ChoiceFirst bool `json:"choice_first,omitempty"`
	// Tellings counts the requests to tell her that data about her were shared and are asked back.
	Tellings int `json:"tellings,omitempty"`
	// WrongState reports whether her nationality on record was corrected to that of another state than the one
	// that the corridor names, until the case moves to another corridor; see AsksNoState.
	WrongState bool `json:"wrong_state,omitempty"`
	// Proposals are the acts that take a second person, with their answers.
	Proposals []Proposal `json:"proposals,omitempty"`
	// Orders are the orders of authorities, in force or not.
	Orders []Order `json:"orders,omitempty"`
}

// ConsentGiven is the state of one consent.
type ConsentGiven struct {
	Consent     Consent    `json:"consent"`
	At          time.Time  `json:"at"`
	Until       *time.Time `json:"until,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	Mode        Mode       `json:"mode"`
	Language    string     `json:"language,omitempty"` // ISO 639
	// Receiver is the desk to which she agrees that her file is handed over, for ConsentHandover. "" is the
	// corridor's receiving desk.
	Receiver DeskID `json:"receiver,omitempty"`
	Key      Key    `json:"key"`
}

// Active reports whether the consent holds at an instant. A consent recorded by an authority never
// does.
func (g ConsentGiven) Active(at time.Time) bool {
	return g.WithdrawnAt == nil && (g.Until == nil || at.Before(*g.Until)) && g.Mode != ModeAuthority
}

// Settlement is the outcome of a step, and until when it is valid.
type Settlement struct {
	Step    Step       `json:"step"`
	Outcome Outcome    `json:"outcome"`
	Attempt int        `json:"attempt"`
	At      time.Time  `json:"at"`
	Until   *time.Time `json:"until,omitempty"`
	By      Actor      `json:"by"`
	Key     Key        `json:"key"`
	State   Country    `json:"state,omitempty"` // the state that answered, if it matters
	Ref     string     `json:"ref,omitempty"`   // a random reference to a document, movement or score
	Reason  Reason     `json:"reason,omitempty"`
}

// Hold is an order of an authority that keeps a survivor in the host state. A hold needs a review date.
type Hold struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"` // witness, suspect, bail, warrant
	Since    time.Time `json:"since"`
	ReviewBy time.Time `json:"review_by"`
	By       Actor     `json:"by"`
}

// WaiverGiven is one person's waiver of the conditions of a gate that were unmet at that moment.
type WaiverGiven struct {
	Gate       GateID        `json:"gate"`
	Conditions []ConditionID `json:"conditions"`
	By         Actor         `json:"by"`
	At         time.Time     `json:"at"`
	Key        Key           `json:"key"`
}

// Trip is the movement on which the survivor has a place.
type Trip struct {
	Movement  Ref       `json:"movement"`
	DepartsAt time.Time `json:"departs_at"`
	Charter   bool      `json:"charter,omitempty"`
	// Legs are the parts of the way in their order; none for a seat that an earlier release has held.
	Legs []TripLeg `json:"legs,omitempty"`
	// Document is the reference of the travel document for which the ticket was issued (I5).
	Document string `json:"document,omitempty"`
}

// TripLeg is one part of the way of a trip. The places are UN/LOCODEs without the space, as THDMK, and
// the mode is one of those of package movement. The instants are UTC.
type TripLeg struct {
	Mode      string    `json:"mode"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	DepartsAt time.Time `json:"departs_at"`
	ArrivesAt time.Time `json:"arrives_at"`
}

// OtherState is another state that is asked whether the survivor is its national.
type OtherState struct {
	State Country `json:"state"`
	Desk  DeskID  `json:"desk"`
}

// Pause is the pause of a case or a task: since when, by whom and why. The cause determines whose time
// it uses.
type Pause struct {
	Cause Cause     `json:"cause"`
	Since time.Time `json:"since"`
	By    Actor     `json:"by"`
	// Until is when it ends by itself. It is zero for a question, which ends with the answer, for a task
	// that is paused with its case, and in a case of an earlier release until its next change.
	Until time.Time `json:"until,omitzero"`
}

// End is the end of a case, by death or closure.
type End struct {
	At       time.Time `json:"at"`
	Deceased bool      `json:"deceased,omitempty"`
	Closed   bool      `json:"closed,omitempty"`
	Key      Key       `json:"key,omitempty"`
}

// Wait is a closed gate at which a track waits.
type Wait struct {
	Gate GateID `json:"gate,omitempty"` // "" if the step waits because a consent was withdrawn or the step was recalled
	For  Step   `json:"for,omitempty"`
	// Consent is the withdrawn consent because of which the step is not asked.
	Consent Consent   `json:"consent,omitempty"`
	Since   time.Time `json:"since"`
	// AskAt is when the owner of the gate is asked to act, if the gate is still closed then. It is zero if
	// the owner is asked already, or if a request with a clock of its own will open the gate.
	AskAt time.Time `json:"ask_at,omitzero"`
}

// KeyAnswer is the answer that was given to a command key. With it the same key gets the same answer
// after continue-as-new, when the Temporal server has forgotten the update.
type KeyAnswer struct {
	Key    Key    `json:"key"`
	Answer Answer `json:"answer"`
}

// Raising is an open complaint or alarm, with an officer who raised it. Each account is in it once.
type Raising struct {
	Fact FactName `json:"fact"`
	By   Actor    `json:"by"`
}

// Over reports whether the pause has reached its end.
func (p *Pause) Over(now time.Time) bool {
	return p != nil && !p.Until.IsZero() && !now.Before(p.Until)
}
