package casework

import (
	"slices"
	"time"
)

// Change is everything that one accepted command writes to the record. It is written in one
// transaction, keyed by case and sequence number. Writing it again changes nothing.
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
	BreakGlass []BreakGlass   `json:"glass,omitempty"`      // begun, or ended early
	Exclusions []Exclusion    `json:"exclusions,omitempty"` // begun or ended
	Proposals  []Proposal     `json:"proposals,omitempty"`  // made or answered
	Opened     []Task         `json:"opened,omitempty"`
	Updated    []Task         `json:"updated,omitempty"`
	Closed     []TaskClosed   `json:"closed,omitempty"`
	Notices    []Notice       `json:"notices,omitempty"`
	Clocks     []ClockOrder   `json:"clocks,omitempty"` // clocks that the record must compute
	Next       Case           `json:"state"`            // the case after the change, without remembered keys

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
	answer := Answer{Seq: c.Seq, Stage: c.Next.Stage, Task: cmd.Task}
	if cmd.Kind == KindAsk && len(c.Opened) > 0 {
		answer.Task = c.Opened[0].ID // the question that was put to the other desk
	}
	for _, d := range c.Decisions {
		answer.Settled = answer.Settled || d.Final && d.Task == cmd.Task
	}
	return answer
}

// Entry is one line of the timeline. It holds codes only; text that a person wrote with it is stored
// under the key.
type Entry struct {
	Code    EntryCode `json:"code"`
	Step    Step      `json:"step,omitempty"`
	Task    TaskID    `json:"task,omitempty"`
	Outcome Outcome   `json:"outcome,omitempty"`
	Desk    DeskID    `json:"desk,omitempty"`
	Detail  string    `json:"detail,omitempty"` // a code: escalation level, cause, coded reason, items in question, consent, gate, event, fact, undo kind; or the number of an access
}

// EntryCode is the subject of a timeline entry.
type EntryCode string

// The codes of timeline entries.
const (
	EntryOpened        EntryCode = "case_opened"
	EntryTaskOpened    EntryCode = "task_opened"
	EntryTaskRecalled  EntryCode = "task_recalled"
	EntryTaskClaimed   EntryCode = "task_claimed"
	EntryTaskReleased  EntryCode = "task_released"
	EntryClaimGiven    EntryCode = "claim_given"
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
	EntryContactAgreed EntryCode = "contact_agreed"
	EntryAccessGiven   EntryCode = "access_given"
	EntryAccessEnded   EntryCode = "access_ended"
	EntryBreakGlass    EntryCode = "glass_broken"
	EntryExcluded      EntryCode = "officer_excluded"
	EntryReadmitted    EntryCode = "officer_readmitted"
	EntryRulesAdopted  EntryCode = "rules_adopted"
	EntryIdentity      EntryCode = "identity_corrected"
	EntryProposed      EntryCode = "proposal_made"
	EntryAgreed        EntryCode = "proposal_agreed"
	EntryRefused       EntryCode = "proposal_refused"
	EntryDropped       EntryCode = "proposal_withdrawn"
	EntryLapsed        EntryCode = "proposal_expired"
	EntryOrder         EntryCode = "order_recorded"
	EntryOrderEnded    EntryCode = "order_ended"
	EntryOrderMissing  EntryCode = "order_missing" // only the bare fact of an earlier release is on record
)

// Decision is one answer to a task: a final one, or a vote.
type Decision struct {
	Key      Key        `json:"key"`
	Task     TaskID     `json:"task"`
	Step     Step       `json:"step"`
	Outcome  Outcome    `json:"outcome"`
	Reason   Reason     `json:"reason,omitempty"`
	By       Actor      `json:"by"`
	At       time.Time  `json:"at"`
	Until    *time.Time `json:"until,omitempty"`
	State    Country    `json:"state,omitempty"`
	Ref      string     `json:"ref,omitempty"`
	Reasoned bool       `json:"reasoned,omitempty"`
	// Final is true for the decision that settles the task, and false for a vote.
	Final bool `json:"final"`
}

// TaskClosed is the closing of a task.
type TaskClosed struct {
	Task    TaskID  `json:"task"`
	How     Closing `json:"how"`
	Outcome Outcome `json:"outcome,omitempty"`
}

// Closing is how a task was closed.
type Closing string

// The ways to close a task.
const (
	ClosedDecided  Closing = "decided"
	ClosedRecalled Closing = "recalled" // taken away from the desk because of a consent, an event, or a gate that closed again
)

// HoldChange sets or lifts a hold.
type HoldChange struct {
	Hold   Hold `json:"hold"`
	Lifted bool `json:"lifted,omitempty"`
}

// NoticeKind is the subject of a notice.
type NoticeKind string

// The kinds of notices. A notice says where to look and nothing else.
const (
	NoticeTaskOpened        NoticeKind = "task_opened"
	NoticeTaskRecalled      NoticeKind = "task_recalled"
	NoticeEscalation        NoticeKind = "ladder_rung"
	NoticeRecall            NoticeKind = "recall_and_delete" // the data that the desk received are withdrawn; it must delete them and attest it
	NoticeStop              NoticeKind = "stop"
	NoticeEmergency         NoticeKind = "emergency"
	NoticeAnswered          NoticeKind = "information_answered"
	NoticeSecond            NoticeKind = "second_person"     // a colleague has answered; a second person has to give the same answer
	NoticeAccessGiven       NoticeKind = "access_given"      // your agency was granted access to a case
	NoticeBreakGlass        NoticeKind = "glass_broken"      // an officer used break-glass access to a case of your desk
	NoticeExclusions        NoticeKind = "officers_excluded" // two officers of one desk, or more, are excluded from a case
	NoticePauseOver         NoticeKind = "pause_over"        // a pause has reached its end, and the clock runs again
	NoticeBreakGlassMisused NoticeKind = "glass_misused"     // a review found that the access was not justified
	NoticeProposalAnswered  NoticeKind = "proposal_answered" // your proposal was answered, or has expired
	NoticeFrozen            NoticeKind = "frozen"            // the case stands still: a report about her is not confirmed
)

// NoticeCorrected is a notice of a correction of her identity on record: the notes of the desk may be wrong.
const NoticeCorrected NoticeKind = "identity_corrected"

// NoticeOrderEnded is a notice that an order of an authority has reached its end: what it opened is closed.
const NoticeOrderEnded NoticeKind = "order_ended"

// Notice is a message to a desk, or to the level above it. It holds references only.
type Notice struct {
	Kind  NoticeKind      `json:"kind"`
	Desk  DeskID          `json:"desk"` // the recipient; with a level, the rules set the late desk and the record replaces it by the desk of that level
	Level EscalationLevel `json:"rung,omitempty"`
	Task  TaskID          `json:"task,omitempty"`
}

// ClockOrder asks the record to compute the escalation times of a task.
type ClockOrder struct {
	Task  TaskID    `json:"task"`
	Step  Step      `json:"step"`
	Desk  DeskID    `json:"desk"`
	Start time.Time `json:"start"`
	// Budget replaces the corridor's budget, for a visit whose window is its budget. 0 keeps the
	// corridor's.
	Budget time.Duration `json:"budget,omitempty"`
	// Resume moves the escalations that have not fired by the length of a pause.
	Resume *Resumption `json:"resume,omitempty"`
}

// Resumption is a pause that has ended.
type Resumption struct {
	PausedAt    time.Time      `json:"paused_at"`
	ResumedAt   time.Time      `json:"resumed_at"`
	Escalations []EscalationAt `json:"rungs"`
	Fired       int            `json:"fired"`
}

// ClockSet is the escalation times of a task as the record computed them.
type ClockSet struct {
	Task        TaskID         `json:"task"`
	Escalations []EscalationAt `json:"rungs"`
}

// Recorded is the record's answer once a change is durable.
type Recorded struct {
	Clocks []ClockSet `json:"clocks,omitempty"`
}

// Take returns the case after a change that is on record, with the clocks that the record computed
// and the answer to the key.
func (c Case) Take(change Change, recorded Recorded) Case {
	next := change.Next.Arm(recorded)
	next.Settled = slices.Clone(c.Settled)
	if change.Key != "" && change.Answer != nil {
		next.Settled = append(next.Settled, KeyAnswer{Key: change.Key, Answer: *change.Answer})
	}
	if extra := len(next.Settled) - rememberedKeys; extra > 0 {
		next.Settled = slices.Delete(next.Settled, 0, extra)
	}
	return next
}

// rememberedKeys is the number of answered keys that a case carries. PostgreSQL keeps all of them.
const rememberedKeys = 200

// Arm returns the case with the computed escalation times on its tasks.
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
