package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// ListName names a list of the pages that views and selections are of.
type ListName string

// The lists.
const (
	CaseList  ListName = "cases"
	InboxList ListName = "inbox"
)

// SavedView is filters of a list that an officer has named. Query has them as the address of the list
// does, in codes.
type SavedView struct {
	ID      string
	Account casework.AccountID // that saved it first
	Desk    casework.DeskID    // of that account
	Shared  bool               // it is the desk's
	List    ListName
	Name    string
	Query   string
	SavedAt time.Time
}

// Selection is rows of a list that an officer chose by their filters, as they were At. An item is the
// reference of a case, or that of a task behind it and a slash.
type Selection struct {
	ID      string
	Account casework.AccountID
	List    ListName
	Query   string
	Items   []string
	At      time.Time
	Expires time.Time
}

// Settings are how an officer wants the pages, and when the officer is away. The zero Settings are those
// of an account that never changed them.
type Settings struct {
	Account  casework.AccountID
	Desk     casework.DeskID
	Keys     bool   // single keys work
	Language string // "" is that of the browser
	Away     Absence
}

// Absence is a time in which an officer is away, with the colleague who stands in. The zero Absence
// stands for no absence. An absence ends by itself.
type Absence struct {
	Account casework.AccountID
	From    time.Time
	Until   time.Time
	StandIn casework.AccountID
}

// Holds reports whether the officer is away at an instant.
func (a Absence) Holds(at time.Time) bool { return !at.Before(a.From) && at.Before(a.Until) }

// Colleague is an active account of a desk: codes, no name. On a panel the agencies of a desk's accounts differ.
type Colleague struct {
	Account casework.AccountID
	Agency  casework.AgencyID
	Roles   []casework.Role // it acts in one of them at a time
}
