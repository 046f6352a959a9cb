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
