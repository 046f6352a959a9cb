package view

// Day is what waits for an officer today, and whom the officer waits for.
type Day struct {
	Frame

	Today     Moment
	Tiles     []Tile
	Now       Part
	Week      Part
	Returned  Part
	Others    Others
	Approvals Approvals
	// MayApprove is true for a role that is asked as the second person.
	MayApprove bool
	Endings    EndingsPart
	Told       ToldPart
	// MayOpen is true for a role that opens cases by hand.
	MayOpen bool
	// MayUpload is true for a role that uploads lists.
	MayUpload bool
	// MayMove is true for a role that works with movements, and MayBreak for one that may open a case in
	// an emergency.
	MayMove, MayBreak bool
	// Visits is true for a desk that visits people after their return.
	Visits bool
	// Drafts is how many unfinished forms the user has.
	Drafts int
	// MaySearch is true for a role that may search for people.
	MaySearch bool
}

func (Day) name() string { return "day" }

// Part is a part of a page that lists tasks: the first rows of a queue, or why there are none.
type Part struct {
	Count   Text // as "of 12", when there are more than are shown
	Tasks   Tasks
	Empty   *Empty
	All     Text // leads to the whole queue
	AllPath string
}

// Others is whom else the reader's cases wait for, by desk.
type Others struct {
	Order Text
	Desks []Counterpart
	Empty *Empty
}

// Counterpart is one desk that is waited for.
type Counterpart struct {
	Desk  string
	Kind  Text
	Path  string // of its queue
	Open  Text
	Clock Clock
	Since Moment // of the oldest request
	Age   Text
}

// Approvals are acts of other officers that wait for the reader as the second person.
type Approvals struct {
	Rows  []Approval
	Empty *Empty
	More  bool
}

// Approval is one of them.
type Approval struct {
	What  Text
	About Text   // as "214 people"
	Ref   string // a reference; never a name
	Path  string // of the case, "" for none
	By    string // the desk of the first person
	Since Moment
	Age   Text
}
