package view

// Inbox is one queue of a desk.
type Inbox struct {
	Frame

	DeskName string // whose requests are listed; "" for several desks
	Own      bool   // it is the reader's own desk
	Chips    []Chip
	Alike    string // the path of the page of alike requests; "" where the reader may not answer them
	Filters  []Chip // that are on beside the queue; each leads to the queue without it
	Find     []Question
	Carried  []Field // the rest of the address, for the form that searches
	Saved    *Saved
	Select   *Selectable
	Problems []Problem
	Tasks    Tasks
	Empty    *Empty
	Paging   Paging
}

func (Inbox) name() string { return "inbox" }
