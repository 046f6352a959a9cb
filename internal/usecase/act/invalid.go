package act

import "example.org/homeward/internal/fault"

// InvalidField is one invalid field of an input.
type InvalidField struct {
	// Pointer is the place, as a JSON pointer into the input of the contract: "/person/birth/date".
	Pointer string
	Code    InvalidCode
}

// InvalidCode is why a field is invalid, as in the contract.
type InvalidCode string

// The codes that use-cases return; the check against the contract finds the others before.
const (
	FieldRequired  InvalidCode = "required"
	FieldUnknown   InvalidCode = "unknown"  // it may not be there, or names a thing that does not exist
	FieldNotListed InvalidCode = "enum"     // it is not one of the allowed values
	FieldFormat    InvalidCode = "format"   // it is not a date, for example
	FieldRepeated  InvalidCode = "repeated" // it may occur only once
)

// InvalidFields are the details of a fault of code Invalid.
type InvalidFields []InvalidField

// Invalid returns a fault of code Invalid for one field of the input.
func Invalid(pointer string, code InvalidCode) error {
	return fault.New(fault.Invalid, "the request is not what the contract says; see errors").With(InvalidFields{{pointer, code}})
}
