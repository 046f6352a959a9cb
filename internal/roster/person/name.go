package person

import "example.org/homeward/internal/roster/spelling"

// Name is a person's name as an author wrote it. It is never divided into given and family names,
// because most of the world's names cannot be divided that way.
type Name struct {
	AsWritten string `json:"as_written,omitempty"`
	// Display is AsWritten in Unicode form NFC with single spaces, without characters that hide or
	// reorder text.
	Display string          `json:"display,omitempty"`
	Script  spelling.Script `json:"script,omitempty"`
	// Parts are the cells, if the author wrote the name in several columns. AsWritten then joins them
	// in the order of the columns.
	Parts []string `json:"parts,omitempty"`
}

// NewName returns the Name in a cell.
func NewName(asWritten string) Name {
	return Name{AsWritten: asWritten, Display: spelling.Display(asWritten), Script: spelling.ScriptOf(asWritten)}
}
