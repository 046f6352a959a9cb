// Package engine connects Homeward to Temporal: it dials, starts workflows, sends
// commands to them, and translates every failure into one of the codes of package fault. It never waits for a workflow to end, never reads state from a
// workflow, never decides anything about a case, and lets no name of this machine or of
// a person into what Temporal keeps.
package engine
