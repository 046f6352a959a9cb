package view

// Opening is the form that opens a case by hand.
type Opening struct {
	Frame

	Action   string
	Key      string // the form is carried out once under it
	Draft    Draft
	Banner   *Banner
	Problems []Problem
	OfCase   []Question // none when the case is on its way
	OfPerson []Question
	// Rows are the cases that the search found, and Reason asks why a case is opened anyway; nil if
	// nothing was found.
	Rows   []PersonFound
	Count  Text
	More   bool
	Reason *Question
	Before string // the reason that was typed when cases were found before; "" for none
}

func (Opening) name() string { return "opening" }

// OpenedElsewhere is the page after a case was opened that belongs to other desks than the reader's.
type OpenedElsewhere struct {
	Frame

	Banner Banner
	Ref    string // of the case, which the reader cannot open
	Desk   string // the desk that registers the person now
	Own    string // the reader's desk
	Open   string // the path of the form
}

func (OpenedElsewhere) name() string { return "opened" }
