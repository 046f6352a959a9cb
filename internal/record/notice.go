package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Notice is a message to a desk: where to look, and nothing of the person.
type Notice struct {
	ID        int64
	Kind      string                   // a casework.NoticeKind, a movement.NoticeKind or an operation.NoticeKind
	Desk      casework.DeskID          // that it is for
	Role      casework.Role            // at the desk; "" is every officer of it
	Level     casework.EscalationLevel // the office above the late desk; "" is the desk itself
	Urgent    bool                     // it has to be read within hours
	From      casework.DeskID          // whose officer acted; "" where a clock did
	Case      casework.Ref
	Task      casework.TaskID
	Movement  casework.Ref
	Operation casework.Ref
	Erasure   casework.Ref // of a request to delete what was given; then no case is named
	Review    casework.Ref // of what an officer has read; then no case is named
	CreatedAt time.Time
	SentAt    *time.Time
	StoppedAt *time.Time // it was never sent, and never will be: the survivor has died

	DueAt       *time.Time         // when it has to be read; nil if it needs no reading
	ReadAt      *time.Time         // when it was read first
	ReadBy      casework.AccountID // who read it first
	EscalatedAt *time.Time         // when it was last raised, because it was not read
	EscalatedTo casework.DeskID    // the desk that it was raised to then
	// Raises is the notice to another desk that this one is about, because it was not read there; 0 for none.
	// RaisedFor is that desk, and Raised how often the notice was raised again to the desk that it is for.
	Raises    int64
	RaisedFor casework.DeskID
	Raised    int
}

// NoticeFilter narrows the list of notices; zero fields do not.
type NoticeFilter struct {
	IDs      []int64
	Case     casework.Ref
	Movement casework.Ref
	Desk     casework.DeskID
	Unsent   bool
	Unread   *bool // has to be read and was not, or not so; nil for both
	Urgent   *bool
	Page     Page
}

// Notices is one page of notices, newest first.
type Notices struct {
	Rows []Notice
	Next *Cursor
}

// Reading is what an officer does who reads notices: which, who, and the key of the request.
type Reading struct {
	IDs     []int64
	Account casework.AccountID
	Key     casework.Key
}

// UnreadNotice is a notice that was not read in time, with what decides who gets it next.
type UnreadNotice struct {
	Notice

	Corridor string // of its case, or of the case that was erased; "" for a notice about a movement or an operation
	Version  int
	Lead     casework.DeskID // that planned the movement, or leads the operation; "" for a notice about none
	Climbed  int             // the number of levels above the desk that it has passed
}
