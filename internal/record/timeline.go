package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// TimelineEntry is one line of what happened to a case.
type TimelineEntry struct {
	Case casework.Ref
	Seq  int64 // of the change
	N    int   // within the change, from 0
	Kind casework.Kind
	At   time.Time
	By   casework.Actor
	Key  casework.Key
	casework.Entry
	// Words is what the person wrote with it: class D, or E or H by its step; "" when nothing was written.
	Words string
	// Erased reports that only who and when is left of the line.
	Erased bool
}

// TimelineFilter asks for a part of a timeline.
type TimelineFilter struct {
	Case casework.Ref
	// Newest puts the newest first; without it the oldest is first.
	Newest bool
	Page   Page
}

// Timeline is one page of a timeline.
type Timeline struct {
	Rows []TimelineEntry
	Next *Cursor
}

// Notice is a message in the outbox: where to look, and nothing else.
type Notice struct {
	ID        int64
	Kind      string                   // a casework.NoticeKind or a movement.NoticeKind
	Desk      casework.DeskID          // the desk that it concerns
	Level     casework.EscalationLevel // who above the desk it goes to; "" is the desk itself
	Case      casework.Ref
	Task      casework.TaskID
	Movement  casework.Ref
	Erasure   casework.Ref // of a request to delete what was given; then no case is named
	CreatedAt time.Time
	SentAt    *time.Time
	StoppedAt *time.Time // it was never sent, and never will be: the survivor has died
}

// NoticeFilter narrows the list of notices; zero fields do not.
type NoticeFilter struct {
	Case     casework.Ref
	Movement casework.Ref
	Desk     casework.DeskID
	Unsent   bool
	Page     Page
}

// Notices is one page of notices, newest first.
type Notices struct {
	Rows []Notice
	Next *Cursor
}
