// Package naming compares names of people as they are written: without titles, in any order, with words joined or
// split, and with the letters of a script that sound alike as one letter.
//
// It never decides that two people are one person, never translates a name into another script, and never changes
// what was written.
package naming
