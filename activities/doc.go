// Package activities is what Homeward does to the world: the record, notices, words to
// other workflows. One type per dependency, with the interface that it needs beside it.
// An activity decides by the fault's code whether trying again can help. It never
// decides about a case.
package activities
