package view

// Search is the page on which a person is searched for before a case is opened.
type Search struct {
	Frame

	Action    string
	Draft     Draft
	Questions []Question // none for a role that may not search
	Problems  []Problem
	Count     Text // how many cases were found
	More      bool // there are more than are shown
	Rows      []PersonFound
	Empty     *Empty
	Open      string  // where a case is opened with the same values; "" for no such button
	Carried   []Field // what was typed
}

func (Search) name() string { return "search" }

// PersonFound is a case that was found, and by which fields.
type PersonFound struct {
	Person Person
	By     []Badge
	Stage  Text
	Since  Moment // when the case was opened
}
