// Package casework holds the rules for returning one survivor: the stages, steps, outcomes, consents,
// facts and gates, and how a command changes a case. It is pure: values in, values out, standard
// library only. It never reads a clock, never does I/O, and never holds a name, a number, a place or
// free text; those are in the record, and a case refers to them by reference.
//
// The rules come from the field reference that the project began with; outside sources are named beside
// the rules. No lawyer has checked any of them yet.
package casework
