package casework

import (
	"slices"
	"time"
)

// Change is everything that one accepted command does to the record. It is written in
// one transaction, keyed by case and sequence number; written twice it changes nothing.
type Change struct {
	Ref  Ref       `json:"ref"`
	Seq  int64     `json:"seq"`
	Key  Key       `json:"key"`
	Kind Kind      `json:"kind"`
	At   time.Time `json:"at"`
	By   Actor     `json:"by"`

	Entries    []Entry        `json:"entries,omitempty"`
	Decisions  []Decision     `json:"decisions,omitempty"`
	Facts      []Fact         `json:"facts,omitempty"`
	Consents   []ConsentGiven `json:"consents,omitempty"`
	Waivers    []WaiverGiven  `json:"waivers,omitempty"`
	Holds      []HoldChange   `json:"holds,omitempty"`
	Grants     []Grant        `json:"grants,omitempty"`     // given or ended
	BreakGlass []BreakGlass   `json:"glass,omitempty"`      // broken or closed before its time
	Exclusions []Exclusion    `json:"exclusions,omitempty"` // begun or ended
	Opened     []Task         `json:"opened,omitempty"`
	Updated    []Task         `json:"updated,omitempty"`
	Closed     []TaskClosed   `json:"closed,omitempty"`
	Notices    []Notice       `json:"notices,omitempty"`
	Clocks     []ClockOrder   `json:"clocks,omitempty"` // clocks that the record has to compute
	State      Case           `json:"state"`            // the case after the change, without remembered keys

	// Answer is what the rules answered to the sender. It is nil in a change that an older
	// release wrote into a history; see AnswerTo.
	Answer *Answer `json:"answer,omitempty"`
}

// AnswerTo returns the answer to the command that the change came from. A change without an
// answer of its own gets one derived from its decisions, without Access.
func (c Change) AnswerTo(cmd Command) Answer {
	if c.Answer != nil {
		return *c.Answer
	}
	answer := Answer{Seq: c.Seq, Stage: c.State.Stage, Task: cmd.Task}
	if cmd.Kind == KindAsk && len(c.Opened) > 0 {
		answer.Task = c.Opened[0].ID // the question that was put to the other desk
	}
	for _, d := range c.Decisions {
		answer.Settled = answer.Settled || d.Final && d.Task == cmd.Task
	}
	return answer
}

// Entry is one line of the timeline: codes only. The words a person wrote with it are kept under the key.
type Entry struct {
	Code    EntryCode `json:"code"`
	Step    Step      `json:"step,omitempty"`
	Task    TaskID    `json:"task,omitempty"`
	Outcome Outcome   `json:"outcome,omitempty"`
	Desk    DeskID    `json:"desk,omitempty"`
	Detail  string    `json:"detail,omitempty"` // a code: rung, cause, consent, gate, event, fact, undo kind; the number of an access
}

// EntryCode says what a line of the timeline is about.
type EntryCode string

// The codes of the timeline.
const (
	EntryOpened        EntryCode = "case_opened"
	EntryTaskOpened    EntryCode = "task_opened"
	EntryTaskRecalled  EntryCode = "task_recalled"
	EntryTaskClaimed   EntryCode = "task_claimed"
	EntryTaskReleased  EntryCode = "task_released"
	EntryTaskPaused    EntryCode = "task_paused"
	EntryTaskResumed   EntryCode = "task_resumed"
	EntryTaskAsked     EntryCode = "information_asked"
	EntryTaskAnswered  EntryCode = "information_answered"
	EntryTaskMoved     EntryCode = "task_reassigned"
	EntryStepRecalled  EntryCode = "step_recalled"
	EntryStepAskAgain  EntryCode = "step_asked_again"
	EntryVoted         EntryCode = "vote_given"
	EntryDecided       EntryCode = "step_settled"
	EntrySuperseded    EntryCode = "step_unsettled"
	EntryExpired       EntryCode = "answer_expired"
	EntryFact          EntryCode = "fact_stated"
	EntryConsent       EntryCode = "consent_given"
	EntryWithdrawn     EntryCode = "consent_withdrawn"
	EntryWaived        EntryCode = "gate_waived"
	EntryEvent         EntryCode = "event_reported"
	EntryHoldSet       EntryCode = "hold_set"
	EntryHoldLifted    EntryCode = "hold_lifted"
	EntryEscalated     EntryCode = "ladder_rung"
	EntryMoved         EntryCode = "movement"
	EntryUndoOrdered   EntryCode = "undo_ordered"
	EntryUndone        EntryCode = "undone"
	EntryCannotUndo    EntryCode = "cannot_be_undone"
	EntryStage         EntryCode = "stage_reached"
	EntryClosed        EntryCode = "case_closed"
	EntryReopened      EntryCode = "case_reopened"
	EntryContactMissed EntryCode = "contact_missed"
	EntryAccessGiven   EntryCode = "access_given"
	EntryAccessEnded   EntryCode = "access_ended"
	EntryBreakGlass    EntryCode = "glass_broken"
	EntryExcluded      EntryCode = "officer_excluded"
	EntryReadmitted    EntryCode = "officer_readmitted"
)

// Decision is one answer to a task: final, or a vote on the way to it.
type Decision struct {
	Key      Key        `json:"key"`
	Task     TaskID     `json:"task"`
	Step     Step       `json:"step"`
	Outcome  Outcome    `json:"outcome"`
	By       Actor      `json:"by"`
	At       time.Time  `json:"at"`
	Until    *time.Time `json:"until,omitempty"`
	State    Country    `json:"state,omitempty"`
	Ref      string     `json:"ref,omitempty"`
	Reasoned bool       `json:"reasoned,omitempty"`
	// Final is true for the one decision that settles the task; a vote is not final.
	Final bool `json:"final"`
}

// TaskClosed says that a task is open no more, and how that came.
type TaskClosed struct {
	Task    TaskID  `json:"task"`
	How     Closing `json:"how"`
	Outcome Outcome `json:"outcome,omitempty"`
}

// Closing is how a task came to its end.
type Closing string

// The ways in which a task ends.
const (
	ClosedDecided  Closing = "decided"
	ClosedRecalled Closing = "recalled" // withdrawn from under the desk: consent, event, or a gate that closed again
)

// HoldChange sets or lifts a hold.
type HoldChange struct {
	Hold   Hold `json:"hold"`
	Lifted bool `json:"lifted,omitempty"`
}

// NoticeKind is what a notice is about.
type NoticeKind string

// The kinds of notices. A notice says where to look and nothing else.
const (
	NoticeTaskOpened        NoticeKind = "task_opened"
	NoticeTaskRecalled      NoticeKind = "task_recalled"
	NoticeEscalation        NoticeKind = "ladder_rung"
	NoticeRecall            NoticeKind = "recall_and_delete" // what you were given is withdrawn; delete it and attest
	NoticeStop              NoticeKind = "stop"
	NoticeEmergency         NoticeKind = "emergency"
	NoticeAnswered          NoticeKind = "information_answered"
	NoticeSecond            NoticeKind = "second_person" // a colleague has answered; a second person has to say the same
	NoticeAccessGiven       NoticeKind = "access_given"  // something of a case was given to your agency
	NoticeBreakGlass        NoticeKind = "glass_broken"  // somebody has opened a case of yours in an emergency
	NoticeBreakGlassMisused NoticeKind = "glass_misused" // a review has found that it was no emergency
)

// Notice is a message to a desk, or to who stands above it. It holds references only.
type Notice struct {
	Kind  NoticeKind      `json:"kind"`
	Desk  DeskID          `json:"desk"` // whom it goes to; for a rung the rules name the desk that is late, the record the level above it
	Level EscalationLevel `json:"rung,omitempty"`
	Task  TaskID          `json:"task,omitempty"`
}

// ClockOrder asks the record for the instants of a task's ladder.
type ClockOrder struct {
	Task  TaskID    `json:"task"`
	Step  Step      `json:"step"`
	Desk  DeskID    `json:"desk"`
	Start time.Time `json:"start"`
	// Budget overrides the corridor's, for a visit whose window is its budget; 0 does not.
	Budget time.Duration `json:"budget,omitempty"`
	// Resume shifts the rungs that have not fired by the time that the clock stood still.
	Resume *Resumption `json:"resume,omitempty"`
}

// Resumption is a pause that has ended.
type Resumption struct {
	PausedAt    time.Time      `json:"paused_at"`
	ResumedAt   time.Time      `json:"resumed_at"`
	Escalations []EscalationAt `json:"rungs"`
	Fired       int            `json:"fired"`
}

// ClockSet is a ladder that the record has computed.
type ClockSet struct {
	Task        TaskID         `json:"task"`
	Escalations []EscalationAt `json:"rungs"`
}

// Recorded is what the record answers when a change is durable.
type Recorded struct {
	Clocks []ClockSet `json:"clocks,omitempty"`
}

// Arm puts the computed ladders on the tasks of the case.
func (c Case) Arm(r Recorded) Case {
	c.Tasks = slices.Clone(c.Tasks)
	for _, set := range r.Clocks {
		for i := range c.Tasks {
			if c.Tasks[i].ID == set.Task {
				c.Tasks[i].Escalations = set.Escalations
			}
		}
	}
	return c
}
