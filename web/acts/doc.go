// Package acts serves the pages on which officers act in a case beside answering requests: they waive a
// condition, report an event, give and end access, keep an officer out, open a case in an emergency, and
// ask that the data of a person be destroyed. Each page says what follows before anything is done.
//
// It checks no rights: what it offers comes from the use-cases, which decide again. It never writes to
// the record itself.
package acts
