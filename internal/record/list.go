package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/table"
)

// ListState is the progress of a list. A file that cannot be read is refused and has no state.
type ListState string

// The states of a list.
const (
	ListRead      ListState = "read"      // stored as written, reconciled, waiting for confirmation
	ListProposed  ListState = "proposed"  // confirmed by one person and about many people: it waits for a second one (G30)
	ListConfirmed ListState = "confirmed" // every row that can become a case has its reference; cases are being opened
	ListOpened    ListState = "opened"    // every such row has its case
	ListDropped   ListState = "dropped"   // turned down by a person; kept as written
)

// ListRowState says what becomes of a line.
type ListRowState string

// The states of a line.
const (
	RowReadable   ListRowState = "readable"
	RowUnreadable ListRowState = "unreadable" // kept and counted, left to a person
	RowAside      ListRowState = "aside"      // a title, a heading, a total: not about a person
	RowLeftOut    ListRowState = "left_out"   // a person says that it becomes no case
	RowMinted     ListRowState = "minted"     // it has the reference of its case
	RowOpened     ListRowState = "opened"     // its case is open
)

// List is a roster as some author wrote it, with the reconciliation of what it says with
// what it holds. Name, Columns, File and the words in Reconciliation are as written: class C.
type List struct {
	Ref       casework.Ref
	Operation casework.Ref
	Name      string // of the file
	Author    string // a code: who wrote it, as custodian, embassy, registration
	Hash      string // SHA-256 of the file, in hexadecimal
	Bytes     int64
	At        time.Time
	By        casework.Actor
	Key       casework.Key

	File           table.Format
	Columns        []roster.Column
	AsOf           civil.Date // the day of the list; zero for one that was read before it was kept
	ClaimedTotal   *int       // how many people the list itself says it has
	Blank          int
	Reconciliation roster.Reconciliation
}

// ListRow is one line of a list, as written and as read: class C and F.
type ListRow struct {
	Line     int      // in the file, from 1
	Raw      []string // every cell as written, never changed
	Read     *roster.Row
	Answers  []doubt.Answer // of people, with which Read was made; none if it is as the program read it
	Doubts   []doubt.Doubt  // what can be answered; filled for those who see the whole line
	Problems []string       // codes of what is still in doubt; of a line aside, what it is
	State    ListRowState
	Number   *int         // the place among those that become a case, from 0
	Case     casework.Ref // "" until the list is confirmed
	Erased   bool         // with the person whom it was about: what was written is gone
}

// ListSummary is one line of the lists of an operation.
type ListSummary struct {
	List
	State      ListState
	Rows       int // readable, unreadable and left out
	Readable   int
	Unreadable int
	LeftOut    int // rows of which a person says that they become no case
	Doubts     int // rows that are readable or unreadable, with something in doubt
	Answers    int // that people have given
	Minted     int // rows that have the reference of a case, opened or not
	Opened     int // rows whose case is open
	// ProposedAt, ProposedBy and Preview are of a list that a first officer has proposed; Preview is
	// the fingerprint of what the officer has seen.
	ProposedAt *time.Time
	ProposedBy *casework.Actor
	Preview    string
	// ConfirmedAt and ConfirmedBy are of the officer who confirmed it: the second where it takes two.
	ConfirmedAt *time.Time
	ConfirmedBy *casework.Actor
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

// ListRowFilter asks for lines of one list, in the order in which they were written.
type ListRowFilter struct {
	List    casework.Ref
	State   ListRowState // "" is all
	Problem string       // only lines with this problem
	Page    Page
}

// ListRows is one page of lines.
type ListRows struct {
	Rows []ListRow
	Next *Cursor
}
