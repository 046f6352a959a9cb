package corridor

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// Precondition is what a host asks for before it lets anybody in.
type Precondition string

// The preconditions of entry.
const (
	EntryFree         Precondition = "none"
	EmbassyCommitment Precondition = "embassy_commitment" // staff present or named, onward plan, funding (G15)
)

// Risk is a level of risk that must be named in counselling.
type Risk string

// The levels.
const (
	RiskLow    Risk = "low"
	RiskMedium Risk = "medium"
	RiskHigh   Risk = "high"
)

// Whose says by which calendar a budget of working days runs.
type CalendarOf string

// The choices. A mission's own desk keeps the days off of its seat and of its state.
const (
	DeskCalendar   CalendarOf = "desk"
	HostCalendar   CalendarOf = "host"
	OriginCalendar CalendarOf = "origin"
	BothCalendars  CalendarOf = "both"
)

// StepRule is how a corridor does one step that is on.
type StepRule struct {
	Step casework.Step
	// Kind is the kind of desk asked: that of the step, or another that the corridor names.
	Kind casework.DeskKind
	// Budget is zero for a step without a clock.
	Budget Budget
	// Acknowledge is the time in which the desk should say that it has the request; zero when that is not asked.
	Acknowledge Budget
	// Whose calendar the budget runs by.
	Whose CalendarOf
	// Valid is how long the answer holds; zero means for good.
	Valid time.Duration
}

// Recipient says who is told at a rung: a word for a level, and the desk if there is one.
type Recipient struct {
	// Level is desk, head_of_desk, ministry_focal_point, national_coordinator, or named for a desk by its code.
	Level string
	Desk  casework.DeskID
}

// The levels of the ladder.
const (
	LevelDesk        = "desk"
	LevelHead        = "head_of_desk"
	LevelFocalPoint  = "ministry_focal_point"
	LevelCoordinator = "national_coordinator"
	LevelNamed       = "named"
)

// Source is one fact that the file rests on, where it was found, and whether it was confirmed there.
type Source struct {
	Fact     string
	Source   string
	Verified bool
}

// Corridor is one version of the rules between a host, an origin and a kind of custodian. Its slices and maps
// are shared and MUST NOT be changed.
type Corridor struct {
	ID      string
	Version int
	Name    string
	// ValidFrom and ValidTo are the first and the last day in force, on the host's calendar; a zero ValidTo is open.
	ValidFrom, ValidTo civil.Date
	Host, Origin       casework.Country // "*" for any
	// Custodians are the kinds of custodian it is for; empty means any.
	Custodians []string
	// Refused are the custodians that the host takes nobody from (G14).
	Refused  []string
	Lane     casework.Lane
	Modality casework.Modality
	Entry    Precondition
	// Desks says whose desk each kind is.
	Desks map[casework.DeskKind]casework.DeskID
	// Steps are the steps that are on, in the order of the procedure.
	Steps  []StepRule
	Quorum casework.Quorum
	// ReflectionDays is zero when the corridor has no reflection period.
	ReflectionDays int
	Visits         []casework.Visit
	// Tries and Channels are the missed-contact ladder: so many tries on so many channels.
	Tries, Channels int
	DocumentClass   string
	DocumentMargin  time.Duration
	Consents        []casework.Consent
	Added           []casework.AddedCondition
	Dropped         []casework.DroppedCondition
	Slots           *Slots
	// RemoteVerification says that the mission may verify by video.
	RemoteVerification bool
	// AnotherSigns says that the mission has two people for it: whoever verified a nationality does
	// not issue the document.
	AnotherSigns     bool
	SharingAgreement bool
	HostDuty         bool
	ScreeningOwed    bool
	ArrestOnArrival  Risk
	// MassAction is for how many people one officer acts alone; for more a second one must agree (G30).
	MassAction  int
	Coordinator casework.DeskID
	Notes       []string
	LegalBasis  []string
	Sources     []Source
	ReviewedBy  string

	file       string
	line       int
	escalation map[casework.EscalationLevel]Recipient
	book       *Set
}

// nobodyYet is what reviewed_by says of a file that no lawyer has read.
const notReviewed = "nobody yet"

// Unreviewed says that no lawyer has checked the file.
func (c Corridor) Unreviewed() bool { return c.ReviewedBy == notReviewed }

// InForce says whether the corridor holds on a day.
func (c Corridor) InForce(d civil.Date) bool {
	return c.ValidFrom.Compare(d) <= 0 && (c.ValidTo.IsZero() || d.Compare(c.ValidTo) <= 0)
}

// For says whether the corridor covers a custodian.
func (c Corridor) For(custodian string) bool {
	return len(c.Custodians) == 0 || slices.Contains(c.Custodians, custodian)
}

// Rule finds how a step that is on is done; the part of the step behind a slash is not looked at.
func (c Corridor) Rule(step casework.Step) (StepRule, bool) {
	for _, r := range c.Steps {
		if r.Step == step.Base() {
			return r, true
		}
	}
	return StepRule{}, false
}

// DeskOf gives the desk of a step that is on.
func (c Corridor) DeskOf(step casework.Step) (Desk, bool) {
	r, ok := c.Rule(step)
	if !ok {
		return Desk{}, false
	}
	return c.book.directory.Desk(c.Desks[r.Kind])
}

// Told says who is told at a rung of a task that waits for desk. The desk of the level that the file names is
// filled in: the ministry above the desk's agency, or the corridor's coordinator.
func (c Corridor) RecipientAt(rung casework.EscalationLevel, desk casework.DeskID) Recipient {
	r := c.escalation[rung]
	switch r.Level {
	case LevelDesk, LevelHead:
		r.Desk = desk
	case LevelFocalPoint:
		d, _ := c.book.directory.Desk(desk)
		a, _ := c.book.directory.Agency(d.Agency)
		r.Desk = a.FocalPoint
		if r.Desk == "" {
			r.Desk = c.Coordinator
		}
	case LevelCoordinator:
		r.Desk = c.Coordinator
	}
	return r
}
