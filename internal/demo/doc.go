// Package demo brings the people of the sample rescue to all stages of the way home, so that a
// newcomer's first page is full: requests that are due or overdue, a consulate's queue of alike
// requests, a movement with free seats, children, a fear of return, a withdrawn consent, visits.
//
// It acts as invented officers through the HTTP API, as any other client. It never opens the
// database, never skips a gate, and is for development only.
package demo
