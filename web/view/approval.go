package view

// ApprovalList is the page of the acts of other officers that wait for the reader.
type ApprovalList struct {
	Frame

	Banner    *Banner
	Approvals Approvals
}

func (ApprovalList) name() string { return "approvals" }

// Endings is the page of what ends soon in the reader's cases.
type Endings struct {
	Frame

	Rows  []Ending
	More  bool
	Empty *Empty
}

func (Endings) name() string { return "endings" }

// Ending is one thing that ends soon.
type Ending struct {
	Person Person
	What   Text
	Path   string
	At     Moment
	In     Text // how long it still holds
	Desk   string
}

// Told is the notices to the reader's desk, newest first.
type Told struct {
	Frame

	DeskName string
	Lines    []ToldLine
	All      *Reading // of all unread ones on the page; nil if there is none
	Paging   Paging
	Empty    *Empty
}

func (Told) name() string { return "told" }

// ToldLine is one notice: about which case or movement, when, and what.
type ToldLine struct {
	Text   Text
	Do     Text // the thing to do about it
	From   Text
	Above  Text // to whom above the desk it went, or which other desk has not read it
	Urgent bool
	At     Moment
	Ref    string // "" for none
	Path   string
	State  Text     // by when it has to be read, that it was raised, or that it was read; nothing if it needs no reading
	Read   *Reading // nil for one that is read, or needs no reading
}

// Reading is a form with which an officer confirms that notices were read.
type Reading struct {
	Action string
	Key    string
	IDs    string // with spaces between
	Back   string // the path of the page that it is on
}

// EndingsPart is the beginning of what ends soon, as a part of My day.
type EndingsPart struct {
	Rows  []Ending
	Empty *Empty
	All   string // the path of the whole list; "" when all of it is shown
}

// ToldPart is the notices that the reader's desk has to read, urgent ones first, as a part of My day.
type ToldPart struct {
	Lines []ToldLine
	Read  *Reading // of all that are shown; nil for one or none
	Empty *Empty
	All   string
}
