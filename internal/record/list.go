package record

import (
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
)

// ListState says how far a list has come.
type ListState string

// The states of a list. What cannot be read at all is refused before it is one.
const (
	ListRead      ListState = "read"      // stored as written, reconciled, waiting for somebody to confirm
	ListConfirmed ListState = "confirmed" // every readable row has a case reference; cases are being opened
	ListOpened    ListState = "opened"    // every case of it is open
	ListDropped   ListState = "dropped"   // turned down by a person; kept as written
)

// ListRowState says what becomes of a row.
type ListRowState string

// The states of a row.
const (
	RowReadable   ListRowState = "readable"
	RowUnreadable ListRowState = "unreadable" // kept and counted
	RowMinted     ListRowState = "minted"     // it has a case reference
	RowOpened     ListRowState = "opened"     // its case is open
)

// List is a roster as some author wrote it, with the reconciliation of what it says with what it holds.
type List struct {
	Ref       casework.Ref
	Operation casework.Ref
	// Name is the name of the file, which may hold a person's name: class C.
	Name   string
	Author string // a code: who wrote it: custodian, embassy, registration, other
	Hash   string // SHA-256 of the file, in hexadecimal
	Bytes  int64
	Kind   string // a code: csv, tsv, xlsx
	// Corridor, when set, is the corridor that the cases of this list are opened in.
	Corridor string
	// Reconciliation is what the reader of lists found: counts and codes only.
	Reconciliation json.RawMessage
	At             time.Time
	By             casework.Actor
	Key            casework.Key
}

// ListRow is one row of a list, as written and as read: class C and F.
type ListRow struct {
	N        int      // from 1, the first below the heading
	Cells    []string // as written, never changed
	Person   *Person  // as read; nil when it could not be
	Problems []string // codes
	State    ListRowState
	Case     casework.Ref // "" until the list is confirmed
}

// ListSummary is one line of the lists of an operation.
type ListSummary struct {
	List
	State       ListState
	Rows        int
	Readable    int
	Unreadable  int
	Minted      int // rows that have a case reference, opened or not
	Opened      int // rows whose case is open
	ConfirmedAt *time.Time
	ConfirmedBy *casework.Actor
}

// Minted is a row that has been given a case: what the opening of that case needs to know of it.
type Minted struct {
	List        casework.Ref
	Operation   casework.Ref
	N           int
	Case        casework.Ref
	Corridor    string
	Nationality casework.Country // "" when the row does not say
	Minor       bool             // the row says, or its age lets one presume, that it is a child
	Opened      bool
}

// ListFilter narrows the list of lists; zero fields do not.
type ListFilter struct {
	Operation casework.Ref
	State     ListState
	Page      Page
}

// Lists is one page of lists, newest first.
type Lists struct {
	Rows []ListSummary
	Next *Cursor
}

// ListRowFilter asks for rows of one list, in the order in which they were written.
type ListRowFilter struct {
	List    casework.Ref
	State   ListRowState // "" is all
	Problem string       // only rows with this problem
	Page    Page
}

// ListRows is one page of rows.
type ListRows struct {
	Rows []ListRow
	Next *Cursor
}
