// Package casework is what Homeward knows about bringing one survivor home: the
// stages, steps, outcomes, consents, facts and gates, and what a case becomes
// when a command is accepted. It is pure: values in, values out, standard
// library only. It never reads a clock, never does I/O, and never holds a name,
// a number, a place or free text; those live in the record, addressed by
// reference.
//
// The rules come from the field reference that the project began with; their
// outside sources are named beside them. No lawyer has checked any of them yet.
package casework
