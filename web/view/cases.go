package view

// Cases is the list of cases that an officer may see.
type Cases struct {
	Frame

	Filters  []Question
	Unfolded bool   // the filters are shown without a press
	Chips    []Chip // the active filters; each leads to the list without it
	Order    Text
	Rows     []CaseLine
	Empty    *Empty
	Paging   Paging
	Number   Number      // of the rows
	Saved    *Saved      // the named filters; nil for a role that has no list
	Select   *Selectable // nil for a reader who is offered no act
	Problems []Problem
	// MaySearch is true for a role that may search for people.
	MaySearch bool
}

func (Cases) name() string { return "cases" }

// Number is how many rows are shown, of how many.
type Number struct {
	Matching int // under the filters
	Text     Text
}

// CaseLine is one case as a row.
type CaseLine struct {
	Person Person
	Stage  Text
	Gate   *NextGate     // nil for a case without a closed gate that the reader may know
	Waits  []OpenRequest // the first of the open requests that the reader may know
	More   Text          // how many more there are
	Since  Moment        // when the case was opened
	Age    Text
	Clock  Clock
	Hint   Text // how many requests are overdue
}

// NextGate is the first closed gate on the way of a case.
type NextGate struct {
	Gate    Text
	Missing Text // how many conditions are not met
	More    Text // how many other gates are closed
	Path    string
}

// OpenRequest is whom a case waits for.
type OpenRequest struct {
	Step Text
	Desk string
	Path string // of the task
}
