package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Operation is one rescue, raid or release: class B.
type Operation struct {
	Ref      casework.Ref
	Kind     string // a code: raid, release, walk_in, handover, evacuation
	Host     casework.Country
	Lead     casework.DeskID // the desk of the operation lead
	State    string          // a code: open, paused, closed
	OpenedAt time.Time
	By       casework.Actor
	Key      casework.Key
	// Words is what the people of the operation call it, and where it is: class F; "" when nobody wrote anything.
	Words string
}

// OperationRow is one line of the list of operations.
type OperationRow struct {
	Operation
	Lists   int
	Cases   int
	Open    int // cases that have not ended
	Overdue int // cases with an overdue task
}

// OperationFilter narrows the list of operations; zero fields do not.
type OperationFilter struct {
	Host  casework.Country
	State string
	Lead  casework.DeskID
	Page  Page
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
