package changedb

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/notice"
)

// NoticeRow is a notice of a change as a row, with its number within the change.
type NoticeRow struct {
	casework.Notice
	NoticeDue

	N int `json:"n"`
}

// NoticeDue is how soon a notice has to be read; DueAt is nil if it needs no reading.
type NoticeDue struct {
	Urgent bool       `json:"urgent"`
	DueAt  *time.Time `json:"due_at,omitempty"`
}

// DueOf returns how soon a notice that is made at an instant has to be read. pace is how many times faster than
// real time clocks run.
func DueOf(kind notice.Kind, level casework.EscalationLevel, at time.Time, pace int) NoticeDue {
	reading := notice.ReadingOf(kind, level)
	due := NoticeDue{Urgent: reading == notice.Urgent}
	if until, needed := notice.DueAt(reading, at, pace); needed {
		due.DueAt = &until
	}
	return due
}

// NoticeRows returns the notices of a change as rows.
func NoticeRows(all []casework.Notice, at time.Time, pace int) []NoticeRow {
	rows := make([]NoticeRow, len(all))
	for i, n := range all {
		rows[i] = NoticeRow{Notice: n, NoticeDue: DueOf(notice.Kind(n.Kind), n.Level, at, pace), N: i}
	}
	return rows
}
