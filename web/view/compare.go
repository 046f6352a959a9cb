package view

// Compare shows what a reader meant beside how things stand, when they changed before the form arrived.
type Compare struct {
	Since []Event    // what changed since the reader saw the form, which desk did it, and when
	Rows  []Compared // what the reader filled in
	Apply *SmallForm // sends it once more on top of the change; nil if that is not possible
	Why   Text       // why it is not
	Drop  string     // the page without what was typed
	// Discard is where a form is sent that discards what was kept of it; "" if nothing is kept, and then Drop leads there.
	Discard string
	To      string // the thing that changed, with what was typed in its form
}

// Compared is one field: what the reader meant, and what is on record now.
type Compared struct {
	Name      Text
	Mine, Now Fact
}
