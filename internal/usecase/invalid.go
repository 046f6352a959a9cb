package usecase

import "example.org/homeward/internal/fault"

// InvalidField is one field of an input that is wrong.
type InvalidField struct {
	// Pointer is where, as a JSON pointer into the input of the contract: "/person/birth/date".
	Pointer string
	Code    InvalidCode
}

// InvalidCode is why a field is wrong, in the words of the contract.
type InvalidCode string

// The codes that use-cases find; the contract's check has found the others before.
const (
	FieldRequired  InvalidCode = "required"
	FieldUnknown   InvalidCode = "unknown"  // it may not be there, or names what does not exist
	FieldNotListed InvalidCode = "enum"     // it is not one of the values that there are
	FieldFormat    InvalidCode = "format"   // it is not a date, for example
	FieldRepeated  InvalidCode = "repeated" // it may stand only once
)

// InvalidFields are the details of a fault of code Invalid.
type InvalidFields []InvalidField

func invalid(pointer string, code InvalidCode) error {
	return fault.New(fault.Invalid, "the request is not what the contract says; see errors").With(InvalidFields{{pointer, code}})
}
