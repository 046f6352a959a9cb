// Package corridor holds the rules that differ between countries: the corridor files (which steps,
// which desks, how long, how many approvers, which conditions), the business calendars, and the clocks
// that are computed from both. It turns a file that people have written into the pinned rules that a
// case carries for its whole life.
//
// The package never reads a clock, reads files from a given fs.FS only, and decides nothing about a
// person. Workflow code never calls it to compute an instant: the activity that writes the record
// computes deadlines, so that a new holiday or time zone table cannot break a replay.
//
// No lawyer has checked the corridor files unless the file says so; see [Corridor.Unreviewed].
package corridor
