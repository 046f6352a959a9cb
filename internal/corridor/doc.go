// Package corridor holds what differs between one country and another: the corridor files
// (which steps, which desks, how long, how many approvers, which conditions), the business
// calendars, and the clocks computed from both. It turns a file written by people into the pinned
// rules that a case carries for its whole life.
//
// It never asks what time it is, never reads a file that was not handed to it as an fs.FS, never
// decides anything about a person, and is never called by workflow code to compute an instant:
// deadlines are worked out by the activity that writes the record, so that a new holiday or a
// new time-zone table cannot break a replay.
//
// No lawyer has checked the corridor files unless the file says so; see [Corridor.Unreviewed].
package corridor
