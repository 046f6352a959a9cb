package view

// Alike lists the groups of alike requests that the reader can answer together.
type Alike struct {
	Frame

	DeskName string
	Groups   []AlikeGroup
	Empty    *Empty
}

func (Alike) name() string { return "alike" }

// AlikeGroup is one group of alike requests. Its form makes a sheet of it.
type AlikeGroup struct {
	Step    Text
	Rules   Text // the corridor, as the names of its states
	Number  Text
	Overdue Text // how many of them are overdue; nothing for none
	Oldest  Moment
	Age     Text
	Action  string
	Key     string
	Hidden  []Field
	First   bool // the page's primary action
}

// Sheet is a sheet of alike requests while it is being marked: one form.
type Sheet struct {
	Frame

	Step      Text
	Rules     Text
	Banners   []Banner
	Problems  []Problem
	Action    string
	Draft     Draft
	Found     Text // how many can be answered here
	More      Text // how many alike requests there are beside them; nothing for none
	Rows      []SheetRow
	TicksID   string // of the table, for the summary of problems
	TickWrong Text
	Outcomes  OutcomeChoice
	Until     *Question
	Left      Text // how many leave the sheet
	Leaving   []SheetRow
	Empty     *Empty // in place of Rows
}

func (Sheet) name() string { return "sheet" }

// SheetRow is one request of a sheet.
type SheetRow struct {
	ID     string // of the row, to come back to
	Value  string // names the request in the form
	Person SheetPerson
	Since  Moment
	Age    Text
	Clock  Clock
	Ticked bool
	Looked Moment // when the reader opened it from the sheet
	Rules  []Text // by which rules it leaves the sheet
	Gone   bool   // it cannot be opened any more
}

// SheetPerson is whom a request of a sheet is about, as the reader compares her. Birth is as it was written.
type SheetPerson struct {
	Person

	Birth    string // "" where the reader does not see it
	Document string // its number; "" where the reader does not see it
}

// SheetConfirm is the page on which the exact set is confirmed.
type SheetConfirm struct {
	Frame

	Step    Text
	Rules   Text
	Problem *Banner
	Number  int
	Words   string // the number in words
	Outcome Text
	Until   Moment        // until when the answer holds; nothing for no end
	People  []SheetPerson // whom the set is about, in the order of the sheet
	Opens   []Text
	Not     []Text // what the confirmation does not do
	Code    string
	Action  string
	Set     string
	Confirm Text // what the button says
	Back    string
}

func (SheetConfirm) name() string { return "sheetconfirm" }

// SheetDone is a sheet after its confirmation, with the result of each request.
type SheetDone struct {
	Frame

	Step    Text
	Rules   Text
	Banner  *Banner
	Outcome Text
	Until   Moment
	At      Moment
	Code    string
	Sums    []SheetSum
	Rows    []SheetResult
	Again   *SheetAgain // the refused ones, to take again
	Send    *SheetAgain // those that were not sent yet
	Left    Text        // how many were not asked for
}

func (SheetDone) name() string { return "sheetdone" }

// SheetSum is one of the numbers that must agree.
type SheetSum struct {
	Number int
	Text   Text
}

// SheetResult is what became of one request.
type SheetResult struct {
	ID     string
	Person SheetPerson
	State  Badge
	Why    []Text
	At     Moment
	Path   string // of the request; "" where it cannot be opened
}

// SheetAgain is a form with one button.
type SheetAgain struct {
	Action, Key string
	Hidden      []Field
	Text        Text
	Hint        Text
}
