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
	Paging   Paging
	Empty    *Empty
}

func (Told) name() string { return "told" }

// ToldLine is one notice: about which case or movement, when, and what.
type ToldLine struct {
	Text  Text
	Above Text // to whom above the desk it went; nothing for the desk itself
	At    Moment
	Ref   string // "" for none
	Path  string
}

// EndingsPart is the beginning of what ends soon, as a part of My day.
type EndingsPart struct {
	Rows  []Ending
	Empty *Empty
	All   string // the path of the whole list; "" when all of it is shown
}

// ToldPart is the newest notices to the reader's desk, as a part of My day.
type ToldPart struct {
	Lines []ToldLine
	Empty *Empty
	All   string
}
