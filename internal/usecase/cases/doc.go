// Package cases has the use-cases about one case and about lists of them: showing, listing, searching and
// opening cases, their gates, waivers, timeline, consents and facts, what a case waits for and what ends soon,
// and the events that happen to a case.
//
// It has nothing of single tasks (package tasks), of access to a case (package access), of its erasure
// (package erasures) or of the time after the return (package aftercare).
package cases
