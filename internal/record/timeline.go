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
	Kind      casework.NoticeKind
	Desk      casework.DeskID
	Rung      casework.Rung
	Case      casework.Ref
	Task      casework.TaskID
	CreatedAt time.Time
	SentAt    *time.Time
}

// NoticeFilter narrows the list of notices; zero fields do not.
type NoticeFilter struct {
	Case   casework.Ref
	Desk   casework.DeskID
	Unsent bool
	Page   Page
}

// Notices is one page of notices, newest first.
type Notices struct {
	Rows []Notice
	Next *Cursor
}
