package act

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// InvalidField is one invalid field of an input.
type InvalidField struct {
	// Pointer is the place, as a JSON pointer into the input of the contract: "/person/birth/date".
	Pointer string
	// Parameter is the name of the filter, instead of a place in the input.
	Parameter string
	Code      InvalidCode
	// Allowed are the values that may be there instead; nil if they are not listed.
	Allowed []string
}

// InvalidCode is why a field is invalid, as in the contract.
type InvalidCode string

// The codes that use-cases return; the check against the contract finds the others before.
const (
	FieldRequired  InvalidCode = "required"
	FieldUnknown   InvalidCode = "unknown"        // it may not be there, or names a thing that does not exist
	FieldNotListed InvalidCode = "enum"           // it is not one of the allowed values
	FieldFormat    InvalidCode = "format"         // it is not a date, for example
	FieldTooLarge  InvalidCode = "too_large"      // it is above the bound: a date in the future
	FieldRepeated  InvalidCode = "repeated"       // it may occur only once
	NotAccredited  InvalidCode = "not_accredited" // the desk does not answer for the state that is asked
	// OtherNationality: the nationality on record is of another state than the corridor's.
	OtherNationality InvalidCode = "other_nationality"

	// FieldChildBirth is an age "adult" beside a birth date of a child.
	FieldChildBirth InvalidCode = "birth_of_a_child"

	// The codes of a filter that names a thing that does not exist, or that the caller may not see.
	NoSuchCorridor  InvalidCode = "no_such_corridor"
	NoSuchDesk      InvalidCode = "no_such_desk"
	NoSuchOperation InvalidCode = "no_such_operation"
	NoSuchMovement  InvalidCode = "no_such_movement"
	NoSuchState     InvalidCode = "no_such_state"
	NoSuchStep      InvalidCode = "no_such_step"
)

// InvalidFields are the details of a fault of code Invalid.
type InvalidFields []InvalidField

// Invalid returns a fault of code Invalid for one field of the input.
func Invalid(pointer string, code InvalidCode) error {
	return invalid(InvalidField{Pointer: pointer, Code: code})
}

// NotListed returns a fault of code Invalid for a field that is not one of the allowed values.
func NotListed[T ~string](pointer string, allowed []T) error {
	return invalid(InvalidField{Pointer: pointer, Code: FieldNotListed, Allowed: texts(allowed)})
}

// Unknown returns a fault of code Invalid for a field that names a thing that does not exist, with those that do.
func Unknown[T ~string](pointer string, known []T) error {
	return invalid(InvalidField{Pointer: pointer, Code: FieldUnknown, Allowed: texts(known)})
}

// InvalidFilter returns a fault of code Invalid for a filter of a list, with what it may name instead, if that is few.
// An unknown value is an error, because an empty list would say that there is nothing.
func InvalidFilter[T ~string](parameter string, code InvalidCode, allowed ...T) error {
	return invalid(InvalidField{Parameter: parameter, Code: code, Allowed: texts(allowed)})
}

func invalid(field InvalidField) error {
	return fault.New(fault.Invalid, "the request is not what the contract says; see errors").With(InvalidFields{field})
}

func texts[T ~string](values []T) []string {
	var out []string
	for _, one := range values {
		out = append(out, string(one))
	}
	return out
}

// HasField reports whether an error is about a field that is invalid for this reason.
func HasField(err error, code InvalidCode) bool {
	fields, _ := fault.DetailsOf(err).(InvalidFields)
	return slices.ContainsFunc(fields, func(f InvalidField) bool { return f.Code == code })
}
