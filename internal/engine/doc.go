// Package engine is Homeward's way to Temporal: it dials, starts workflows, sends
// commands to them, and translates every failure into one of the faults that the rest
// of the house knows. It never waits for a workflow to end, never reads state from a
// workflow, never decides anything about a case, and lets no name of this machine or of
// a person into what Temporal keeps.
package engine
