// Package casework holds the values and the vocabulary of the return of one survivor: the case and its
// parts, the command, the change that goes to the record, and the tables of stages, steps, outcomes,
// consents, facts, causes, reasons and undo. A method of a value reads it, or takes over a change that is on
// record. The package knows no rule of change and no gate: those are in packages ruling and gate.
//
// It is pure: values in, values out, standard library only. It never reads a clock, never does I/O, and
// never holds a name, a number, a place or free text; those are in the record, and a case refers to them by
// reference.
//
// The tables come from the field reference that the project began with; outside sources are named beside
// them. No lawyer has checked any of them yet.
package casework
