package view

// Selected is the page of acting on many rows: what was chosen, what an act would do to each row, or how it
// went.
type Selected struct {
	Frame

	Title    Text
	Lead     Text    // when and how the rows were chosen
	Banner   *Banner // how the act went, or why nothing was done
	Problems []Problem
	Groups   []SelectedGroup
	Form     *SelectedForm // that carries out the act
	Acts     []SelectedAct // that fit; each shows first what it would do
	Choose   []Field       // what the form of the acts sends
	Back     string        // the list
	Forget   string        // the path of the list whose ticks the browser forgets, after the act; "" for none
	Empty    *Empty
}

func (Selected) name() string { return "selected" }

// SelectedGroup is chosen rows that are alike: those that the act fits, or those that one reason hinders.
type SelectedGroup struct {
	Title Text // with their number
	Hint  Text
	Rows  []SelectedRow
	More  Text // how many rows are not shown
}

// SelectedRow is one chosen row.
type SelectedRow struct {
	Ref   string
	Path  string // "" where there is nothing to show
	Step  Text
	Desk  string
	Badge *Badge
	Note  Text
}

// SelectedForm confirms an act on exactly the rows that it lists.
type SelectedForm struct {
	Key       string
	Draft     Draft
	Hidden    []Field
	Questions []Question
	Submit    Text
}

// SelectedAct is one act to choose.
type SelectedAct struct {
	Value string
	Text  Text
}

// Selectable is what a list with boxes before its rows needs.
type Selectable struct {
	List  string // the name of the list in the form
	Query string // the filters, as the address has them
	Key   string
	Acts  []SelectedAct
	All   Text   // "all 117 under these filters"; nothing where the page has them all
	Path  string // of the list, for the ticks that the browser remembers
	Left  string // {n} of the ticked rows have left; for the script
	Count Text
}
