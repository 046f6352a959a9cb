package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/roster/birth"
)

// EndedCase is a case that has ended, with what the rules of retention need of it.
type EndedCase struct {
	State casework.Case
	Born  time.Time // the latest possible day of birth; zero if it is not known
	// Erased reports that the key is destroyed and the rest is not stripped yet.
	Erased bool
	// Asked reports that its erasure is requested, and not decided or not done yet.
	Asked bool
}

// Born returns the latest possible day of birth of the person of a case; see LatestBirth.
func (c CaseDetail) Born() time.Time {
	if c.Person == nil {
		return time.Time{}
	}
	return LatestBirth(c.Person.Birth)
}

// LatestBirth returns the latest day that a date of birth may mean, at midnight UTC; zero if it
// is not known. The file of a child is kept by it, so that it is rather kept too long.
func LatestBirth(born birth.Date) time.Time {
	var latest time.Time
	for _, reading := range born.Readings {
		if day := time.Date(reading.To.Year, reading.To.Month, reading.To.Day, 0, 0, 0, 0, time.UTC); day.After(latest) {
			latest = day
		}
	}
	return latest
}

// DueFile is a file that is older than the rules of retention allow. People decide about it.
type DueFile struct {
	Case casework.Ref
	Kind retention.Kind
	Due  time.Time
}

// Overdue is how many items are older than one rule of retention allows.
type Overdue struct {
	Kind   retention.Kind
	Count  int
	Oldest time.Time // zero when there is none
	At     time.Time // when it was counted
}

// ErasureRow is a request for erasure.
type ErasureRow struct {
	erasure.Erasure

	Host casework.Country // of the case
	// Reasons are why it was requested, and EndReasons why it was refused or stopped; "" in a list, where none were
	// written, and when the person is erased.
	Reasons, EndReasons string
}

// ErasureFilter narrows the list of requests; zero fields do not.
type ErasureFilter struct {
	Case  casework.Ref
	State erasure.State
	Page  Page
}

// Erasures is one page of requests, newest first.
type Erasures struct {
	Rows []ErasureRow
	Next *Cursor
}

// DeletionRow is the request to one desk to delete the data that it received of an erased person.
type DeletionRow struct {
	erasure.Deletion

	Erasure casework.Ref
	Case    casework.Ref
	Host    casework.Country
	DueAt   *time.Time // when the answer is overdue; nil where it has no clock
}

// DeletionFilter narrows the list of requests to delete; zero fields do not.
type DeletionFilter struct {
	Erasure casework.Ref
	State   erasure.Deleting
	Overdue *bool // waits for an answer that is late, or not so; nil for both
	Page    Page
}

// Deletions is one page of requests to delete, newest first.
type Deletions struct {
	Rows []DeletionRow
	Next *Cursor
}
