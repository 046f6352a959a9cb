package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// TaskState reports whether a task still waits for its desk.
type TaskState string

// The states of a task.
const (
	TaskOpen     TaskState = "open"
	TaskDecided  TaskState = "decided"
	TaskRecalled TaskState = "recalled"
)

// TaskRow is one line of an inbox.
type TaskRow struct {
	Case      casework.Ref
	Operation casework.Ref
	Stage     casework.Stage // of the case
	Lane      casework.Lane
	Origin    casework.Country
	Minor     bool
	Deceased  bool

	// Task is the request as the rules see it: desk, kind, attempt, ladder, pause, claim, votes,
	// version. In a list it says who has voted and not what.
	casework.Task
	Status  TaskState
	Outcome casework.Outcome // of a decided one
	// Due is the 100 % rung; nil while the task has no clock.
	Due *time.Time
	// NextRung is what the ladder will reach next; nil when it stands still or is at its end.
	NextEscalation *casework.EscalationAt
	// Overdue is how far Due lies behind, at the moment of reading; 0 when it does not or when the clock stands still.
	Overdue  time.Duration
	Receipts Receipts
	Seq      int64 // of the case: what the inbox was read at
}

// Receipts say how far a request has come.
type Receipts struct {
	Sent      time.Time  // the task was opened
	Delivered *time.Time // the notice about it left the outbox
	Opened    *time.Time // when an officer of the desk first opened it
	Claimed   *time.Time
	Decided   *time.Time // decided or recalled
}

// DaysOverdue is Overdue in whole days of 24 hours.
func (t TaskRow) DaysOverdue() int { return int(t.Overdue / (24 * time.Hour)) }

// Returned reports whether the task has come back to its desk: the step must be answered once more, or
// another desk asks something before it can answer.
func (t TaskRow) Returned() bool { return t.Attempt > 1 || t.For != "" }

// TaskFilter narrows an inbox; zero fields do not.
type TaskFilter struct {
	Desk      casework.DeskID
	Desks     []casework.DeskID // any of these, when it is not nil
	Kind      casework.DeskKind
	Step      casework.Step   // the base step: "follow_up" finds "follow_up/3m"
	Steps     []casework.Step // any of these base steps, when it is not nil
	Case      casework.Ref
	Cases     []casework.Ref // any of these, when it is not nil
	Operation casework.Ref
	Origin    casework.Country
	Status    TaskState // "" is open
	DueFrom   time.Time // not due before this
	DueBefore time.Time
	Overdue   *bool // its clock runs and it is late, or not so; nil for both, as for each of these
	Paused    *bool
	Unseen    bool // not opened by an officer of the desk yet
	Returned  bool // see TaskRow.Returned
	ClaimedBy casework.AccountID
	// ClaimedByAny keeps to tasks that one of these accounts has claimed, when it is not nil.
	ClaimedByAny []casework.AccountID
	// RefBegins keeps to cases whose reference begins with it.
	RefBegins string
	Unclaimed bool
	Page      Page
}

// Tasks is one page of an inbox. Open ones are ordered by when they are due, those
// without a clock last; ended ones by when they were opened.
type Tasks struct {
	Rows []TaskRow
	Next *Cursor
}

// DeskLoad is how much waits at one desk.
type DeskLoad struct {
	Desk    casework.DeskID
	Kind    casework.DeskKind
	Open    int
	Overdue int
	Paused  int
	Oldest  time.Time // when the oldest open task was opened
}
