package casework

import "time"

// Task is the open request to a desk to settle a step. It has a clock.
type Task struct {
	ID       TaskID    `json:"id"`
	Step     Step      `json:"step"`
	Attempt  int       `json:"attempt"`
	Desk     DeskID    `json:"desk"`
	Kind     DeskKind  `json:"kind"`
	OpenedAt time.Time `json:"opened_at"`
	// NotBefore is when the desk may first answer, as a follow-up window opens; zero means at once.
	NotBefore time.Time `json:"not_before,omitzero"`
	// StartedAt is when the clock began: OpenedAt or NotBefore, or when it was handed to another desk.
	StartedAt time.Time `json:"started_at"`
	// Rungs are the instants of the ladder, in order; empty until the record has computed them.
	Escalations []EscalationAt `json:"rungs,omitempty"`
	Fired       int            `json:"fired,omitempty"` // how many rungs have fired
	Pause       *Pause         `json:"pause,omitempty"`
	// ClaimedBy is the officer who has taken it; others of the desk see that.
	ClaimedBy *Actor    `json:"claimed_by,omitempty"`
	ClaimedAt time.Time `json:"claimed_at,omitzero"`
	Votes     []Vote    `json:"votes,omitempty"`
	// Asked is the task in which another desk owes an answer; this one waits meanwhile.
	Asked TaskID `json:"asked,omitempty"`
	// For is the task that this one answers, when it is an answer that a desk has asked for.
	For TaskID `json:"for,omitempty"`
	// Reassigned says that a person has moved it to another desk than the corridor's.
	Reassigned bool `json:"reassigned,omitempty"`
	// State is the state whose mission is asked, when it is not the corridor's.
	State Country `json:"state,omitempty"`
	// Version counts the changes of this task; If-Match names it.
	Version int64 `json:"version"`
}

// Vote is one panel member's answer, or the first of two people's.
type Vote struct {
	By      Actor     `json:"by"`
	Outcome Outcome   `json:"outcome"`
	Ref     string    `json:"ref,omitempty"` // the other record that it speaks of
	At      time.Time `json:"at"`
	Key     Key       `json:"key"`
}

// Rung is one level of the ladder.
type EscalationLevel string

// The rungs: what happens when 50, 80, 100, 150 and 200 percent of the time have gone.
const (
	EscalationDigest      EscalationLevel = "digest_line"          // 50 %
	EscalationReminder    EscalationLevel = "reminder"             // 80 %
	EscalationHeadOfDesk  EscalationLevel = "head_of_desk"         // 100 %: overdue
	EscalationFocalPoint  EscalationLevel = "ministry_focal_point" // 150 %
	EscalationCoordinator EscalationLevel = "national_coordinator" // 200 %
)

// Rungs lists the ladder with its percentages, in order.
func EscalationThresholds() []EscalationThreshold {
	return []EscalationThreshold{{EscalationDigest, 50}, {EscalationReminder, 80}, {EscalationHeadOfDesk, 100}, {EscalationFocalPoint, 150}, {EscalationCoordinator, 200}}
}

// RungLevel is a rung and the share of the budget, in percent, after which it is reached.
type EscalationThreshold struct {
	Level   EscalationLevel
	Percent int
}

// RungAt is when a rung is reached, as an absolute UTC instant.
type EscalationAt struct {
	Level EscalationLevel `json:"rung"`
	At    time.Time       `json:"at"`
}

// DueAt is when the task is overdue: the 100 % rung; zero while it has no clock.
func (t Task) DueAt() time.Time {
	for _, r := range t.Escalations {
		if r.Level == EscalationHeadOfDesk {
			return r.At
		}
	}
	return time.Time{}
}

// Next is the rung that the task will reach next, if its clock is running.
func (t Task) Next() (EscalationAt, bool) {
	if t.Pause != nil || t.Fired >= len(t.Escalations) {
		return EscalationAt{}, false
	}
	return t.Escalations[t.Fired], true
}

// Cause says why a clock stands still. The list is closed.
type Cause string

// The causes.
const (
	CauseSurvivorChoice Cause = "survivor_choice"
	CauseReflection     Cause = "reflection"
	CauseInformation    Cause = "information_asked"
	CauseBorderClosed   Cause = "border_closed"
	CauseCustodian      Cause = "custodian_refuses"
	CauseCourt          Cause = "court"
	CauseMedical        Cause = "medical"
	CauseSecurity       Cause = "security"
	CauseMission        Cause = "mission_unavailable"
	CauseOperation      Cause = "operation_paused"
)

// Causes lists every cause, each with whose time is running meanwhile.
func Causes() []CauseSpec {
	return []CauseSpec{
		{CauseSurvivorChoice, "survivor"},
		{CauseReflection, "survivor"},
		{CauseInformation, "the desk that was asked"},
		{CauseBorderClosed, "host state"},
		{CauseCustodian, "custodian"},
		{CauseCourt, "court"},
		{CauseMedical, "survivor"},
		{CauseSecurity, "host state"},
		{CauseMission, "state of origin"},
		{CauseOperation, "operation lead"},
	}
}

// CauseSpec is a cause and the party whose time is running while it lasts.
type CauseSpec struct {
	Cause Cause
	Party string
}

// CauseOf finds a cause.
func CauseOf(c Cause) (CauseSpec, bool) {
	for _, spec := range Causes() {
		if spec.Cause == c {
			return spec, true
		}
	}
	return CauseSpec{}, false
}
