// Package mission holds the registry of missions: which embassy or consulate answers for the nationals of which
// state, in which host state, from when until when, and how that is known. A state's question, whether a person
// is its national, goes only to a mission that answers for that state where she is.
//
// The package reads no files and no clock, and knows nothing of a person. Package corridor reads the registry from
// the files that it ships with, and checks the corridors against it.
//
// No lawyer has checked the registry unless its file says so; see [Edition.Unreviewed].
package mission
