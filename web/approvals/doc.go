// Package approvals serves what waits for an officer as the second person: the list of it, and a page for
// each list of people and each erasure, with what would follow and the forms that approve or refuse it.
//
// It never decides what needs a second person, and no page approves several things at once.
package approvals
