// Package engine connects Homeward to Temporal: it dials, starts workflows, sends commands to them, and
// translates every failure into one of the codes of package fault. It never waits for the end of a
// workflow, never reads state from a workflow, and never decides about a case. It keeps names of this
// machine and of persons out of the data that Temporal stores.
package engine
