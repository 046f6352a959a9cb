package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

// Operation is one rescue, raid or release: class B.
type Operation struct {
	Ref       casework.Ref
	Seq       int64
	State     operation.State
	Host      casework.Country
	Custodian string          // a value of the fact "custodian"; "" while unknown
	Lead      casework.DeskID // the desk that opened it
	Pause     *casework.Pause
	Resume    *operation.Resuming // the wish to resume that waits for a second person; nil for none
	OpenedAt  time.Time
	UpdatedAt time.Time
	By        casework.Actor // who opened it
	Key       casework.Key   // with what it was opened
	// Words is the name that its people use, and its place: class F; "" when there is none.
	Words string
}

// OperationRow is one line of the list of operations.
type OperationRow struct {
	Operation
	Lists    int
	Proposed int // lists that wait for a second person
	Cases    int
	Open     int // cases that have not ended
	Overdue  int // cases with an overdue task
}

// OperationFilter narrows the list of operations; zero fields do not.
type OperationFilter struct {
	Host  casework.Country
	State operation.State
	Lead  casework.DeskID
	// Resuming keeps only those with a wish to resume that waits for a second person, or has expired.
	Resuming bool
	Page     Page
}

// Operations is one page of operations, newest first.
type Operations struct {
	Rows []OperationRow
	Next *Cursor
}

// Funnel is how far the people of an operation, or of everything, have come.
type Funnel struct {
	Operation casework.Ref // "" for all operations
	Total     int
	Stages    []StageCount // every stage, in order, also the empty ones
	Lanes     []LaneCount
	Desks     []DeskLoad // who is being waited for, most overdue first
	Deceased  int
	At        time.Time // when it was counted
}

// StageCount is how many cases are at a stage.
type StageCount struct {
	Stage   casework.Stage
	Cases   int
	Overdue int // with an overdue task
	Paused  int
	Minors  int
}

// LaneCount is how many cases go a lane.
type LaneCount struct {
	Lane  casework.Lane
	Cases int
}
