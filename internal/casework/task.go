package casework

import "time"

// Task is an open request to a desk to settle a step. It has a clock.
type Task struct {
	ID       TaskID    `json:"id"`
	Step     Step      `json:"step"`
	Attempt  int       `json:"attempt"`
	Desk     DeskID    `json:"desk"`
	Kind     DeskKind  `json:"kind"`
	OpenedAt time.Time `json:"opened_at"`
	// NotBefore is the earliest time at which the desk may answer, such as the begin of a follow-up
	// window. Zero means at once.
	NotBefore time.Time `json:"not_before,omitzero"`
	// StartedAt is when the clock began: OpenedAt, NotBefore, or the time of a reassignment.
	StartedAt time.Time `json:"started_at"`
	// Escalations are the escalation times in order. Empty until the record has computed them.
	Escalations []EscalationAt `json:"rungs,omitempty"`
	Fired       int            `json:"fired,omitempty"` // how many escalations have fired
	Pause       *Pause         `json:"pause,omitempty"`
	// ClaimedBy is the officer who has claimed the task. The rest of the desk sees that.
	ClaimedBy *Actor    `json:"claimed_by,omitempty"`
	ClaimedAt time.Time `json:"claimed_at,omitzero"`
	Votes     []Vote    `json:"votes,omitempty"`
	// Asked is the task in which another desk owes an answer. This task waits for it.
	Asked TaskID `json:"asked,omitempty"`
	// For is the task that asked, if this one is an answer to it.
	For TaskID `json:"for,omitempty"`
	// Reassigned reports whether a person moved the task to another desk than the corridor's.
	Reassigned bool `json:"reassigned,omitempty"`
	// State is the state whose mission is asked, if it is not the corridor's.
	State Country `json:"state,omitempty"`
	// Version counts the changes of this task; If-Match uses it.
	Version int64 `json:"version"`
}

// Vote is one panel member's answer, or the first of two people's.
type Vote struct {
	By      Actor     `json:"by"`
	Outcome Outcome   `json:"outcome"`
	Ref     string    `json:"ref,omitempty"` // a reference to the other record
	At      time.Time `json:"at"`
	Key     Key       `json:"key"`
}

// EscalationLevel is one level of the escalation of a late task.
type EscalationLevel string

// The levels, reached when 50, 80, 100, 150 and 200 percent of the budget are used.
const (
	EscalationDigest      EscalationLevel = "digest_line"          // 50 %
	EscalationReminder    EscalationLevel = "reminder"             // 80 %
	EscalationHeadOfDesk  EscalationLevel = "head_of_desk"         // 100 %: overdue
	EscalationFocalPoint  EscalationLevel = "ministry_focal_point" // 150 %
	EscalationCoordinator EscalationLevel = "national_coordinator" // 200 %
)

// EscalationThresholds lists the levels with their percentages, in order.
func EscalationThresholds() []EscalationThreshold {
	return []EscalationThreshold{{EscalationDigest, 50}, {EscalationReminder, 80}, {EscalationHeadOfDesk, 100}, {EscalationFocalPoint, 150}, {EscalationCoordinator, 200}}
}

// EscalationThreshold is a level with the share of the budget, in percent, at which it is reached.
type EscalationThreshold struct {
	Level   EscalationLevel
	Percent int
}

// EscalationAt is the instant, in UTC, at which a level is reached.
type EscalationAt struct {
	Level EscalationLevel `json:"rung"`
	At    time.Time       `json:"at"`
}

// DueAt returns when the task becomes overdue: the 100 % level. Zero if it has no clock.
func (t Task) DueAt() time.Time {
	for _, r := range t.Escalations {
		if r.Level == EscalationHeadOfDesk {
			return r.At
		}
	}
	return time.Time{}
}

// Next returns the next escalation, if the clock is running and there is one.
func (t Task) Next() (EscalationAt, bool) {
	if t.Pause != nil || t.Fired >= len(t.Escalations) {
		return EscalationAt{}, false
	}
	return t.Escalations[t.Fired], true
}

// AlreadyDecided holds the decision of a task that another person decided first.
type AlreadyDecided struct {
	Outcome Outcome   `json:"outcome"`
	At      time.Time `json:"at"`
	Desk    DeskID    `json:"desk"`
}
