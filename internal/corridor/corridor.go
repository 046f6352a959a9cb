package corridor

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// Precondition is what a host requires before entry.
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

// CalendarOf selects the calendar of a budget in working days.
type CalendarOf string

// The choices. DeskCalendar combines the calendars of the desk's seat and of its country.
const (
	DeskCalendar   CalendarOf = "desk"
	HostCalendar   CalendarOf = "host"
	OriginCalendar CalendarOf = "origin"
	BothCalendars  CalendarOf = "both"
)

// StepRule is the rule of a corridor for one of its steps.
type StepRule struct {
	Step casework.Step
	// Kind is the kind of desk that gets the step: the kind of the Spec, or another that the corridor
	// names.
	Kind casework.DeskKind
	// Budget is zero for a step without a clock.
	Budget Budget
	// Acknowledge is the time in which the desk should confirm that it has the request; zero if that is
	// not required.
	Acknowledge Budget
	// Calendar is the calendar of the budget.
	Calendar CalendarOf
	// Valid is how long an answer is valid; zero means that it does not expire.
	Valid time.Duration
}

// Recipient is who gets the notice of an escalation: a level, and its desk if there is one.
type Recipient struct {
	// Level is desk, head_of_desk, ministry_focal_point or national_coordinator, or named for a desk
	// that the file names.
	Level string
	Desk  casework.DeskID
}

// The levels of recipients.
const (
	LevelDesk        = "desk"
	LevelHead        = "head_of_desk"
	LevelFocalPoint  = "ministry_focal_point"
	LevelCoordinator = "national_coordinator"
	LevelNamed       = "named"
)

// Source is a fact on which the file is based, with its source, and whether it was confirmed there.
type Source struct {
	Fact     string
	Source   string
	Verified bool
}

// Corridor is one version of the rules between a host, an origin and a kind of custodian. Its slices
// and maps are shared and MUST NOT be modified.
type Corridor struct {
	ID      string
	Version int
	Name    string
	// ValidFrom and ValidTo are the first and the last day in force, on the host's calendar. A zero
	// ValidTo means no end.
	ValidFrom, ValidTo civil.Date
	Host, Origin       casework.Country // "*" for any
	// Custodians are the kinds of custodian that the corridor is for; empty means any.
	Custodians []string
	// Refused are the custodians from whom the host accepts no one (G14).
	Refused  []string
	Lane     casework.Lane
	Modality casework.Modality
	Entry    Precondition
	// Desks maps each kind of desk to the desk.
	Desks map[casework.DeskKind]casework.DeskID
	// Steps are the steps of the corridor, in the order of the procedure.
	Steps  []StepRule
	Quorum casework.Quorum
	// ReflectionDays is zero if the corridor has no reflection period.
	ReflectionDays int
	Visits         []casework.Visit
	// Tries is the number of missed contacts after which a contact counts as lost, on so many Channels.
	Tries, Channels int
	DocumentClass   string
	DocumentMargin  time.Duration
	Consents        []casework.Consent
	Added           []casework.AddedCondition
	Dropped         []casework.DroppedCondition
	Slots           *Slots
	// RemoteVerification reports whether the mission may verify by video.
	RemoteVerification bool
	// SeparateIssuer reports whether the officer who verifies a nationality must not issue the
	// document, because the mission has two officers for it.
	SeparateIssuer   bool
	SharingAgreement bool
	HostDuty         bool
	ScreeningOwed    bool
	ArrestOnArrival  Risk
	// MassAction is the largest number of people for whom one officer acts alone. For more a second one
	// must agree (G30).
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

// notReviewed is the value of reviewed_by in a file that no lawyer has read.
const notReviewed = "nobody yet"

// Unreviewed reports whether no lawyer has checked the file.
func (c Corridor) Unreviewed() bool { return c.ReviewedBy == notReviewed }

// InForce reports whether the corridor is in force on a day.
func (c Corridor) InForce(d civil.Date) bool {
	return c.ValidFrom.Compare(d) <= 0 && (c.ValidTo.IsZero() || d.Compare(c.ValidTo) <= 0)
}

// For reports whether the corridor covers a custodian.
func (c Corridor) For(custodian string) bool {
	return len(c.Custodians) == 0 || slices.Contains(c.Custodians, custodian)
}

// Rule returns the rule of a step. ok is false if the corridor does not have the step. The part of the
// step after a slash is ignored.
func (c Corridor) Rule(step casework.Step) (StepRule, bool) {
	for _, r := range c.Steps {
		if r.Step == step.Base() {
			return r, true
		}
	}
	return StepRule{}, false
}

// DeskOf returns the desk of a step. ok is false if the corridor does not have the step.
func (c Corridor) DeskOf(step casework.Step) (Desk, bool) {
	r, ok := c.Rule(step)
	if !ok {
		return Desk{}, false
	}
	return c.book.directory.Desk(c.Desks[r.Kind])
}

// RecipientAt returns who gets the notice of an escalation of a task at a desk. It fills in the desk of
// the level: the ministry above the desk's agency, or the corridor's coordinator.
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
