package act

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// AlikeCases are the details of a fault of code Conflict: the open cases that may be about the person of whom a case was
// to be opened. All of them are cases that the caller sees.
type AlikeCases []AlikeCase

// AlikeCase is one of them, with the fields that speak for it, the strongest first.
type AlikeCase struct {
	Case casework.Ref
	By   []record.PersonField
}
