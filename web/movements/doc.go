// Package movements serves the list of movements and the page of one: its way, its seats, who has one and
// who could get one, and the forms that hold seats and give them back.
//
// It does not serve boarding, tickets or passenger lists, and never shows a passenger whom a use-case did
// not show.
package movements
