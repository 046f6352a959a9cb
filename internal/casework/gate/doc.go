// Package gate says which conditions an action waits for, and whether a case meets them: the tables of
// conditions and gates, their evaluation, and the waivers that an officer may give. It changes no case and
// does not know the commands; package ruling asks it before it accepts one.
//
// It is pure and deterministic, because workflows use it: it never reads a clock and never does I/O. The
// gates come from section 4 of the field reference. No lawyer has checked them yet.
package gate
