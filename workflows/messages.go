package workflows

import (
	"example.org/homeward/internal/casework"
)

// The names in histories. Renaming one breaks every open workflow.
const (
	CaseWorkflow      = "Case"
	RescueWorkflow    = "Rescue"
	TransportWorkflow = "Transport"
	SweepWorkflow     = "Sweep"
	ErasureWorkflow   = "Erasure"
	RetentionWorkflow = "Retention"

	// UpdateRollover makes a workflow continue in a new run, after a deploy. Every other Update of a case
	// has the name of its casework.Kind.
	UpdateRollover = "rollover"
	// QueryState returns the state for an operator's diagnosis; no page uses it.
	QueryState = "state"
)

// The task queues.
const (
	QueueCase    = "case"    // decisions: short activities only
	QueueOutside = "outside" // slow calls to others, and messages between workflows
	QueueBatch   = "batch"   // intake and movements; limited, so that they never delay decisions
)

// CaseID is the workflow ID of a case.
func CaseID(ref casework.Ref) string { return "case/" + string(ref) }

// RescueID is the workflow ID of an operation.
func RescueID(ref casework.Ref) string { return "rescue/" + string(ref) }

// TransportID is the workflow ID of a movement.
func TransportID(ref casework.Ref) string { return "transport/" + string(ref) }

// ErasureID is the workflow ID of a request for erasure.
func ErasureID(ref casework.Ref) string { return "erasure/" + string(ref) }

// CaseInput starts a case, or continues one. Exactly one of Open and Carried is set.
type CaseInput struct {
	// Open is the command that opens the case: its key, its opener, its rules (Pinned), the basis of
	// registration and the facts known at opening.
	Ref  casework.Ref      `json:"ref"`
	Open *casework.Command `json:"open,omitempty"`
	// Carried is the state of the earlier run.
	Carried *casework.Case `json:"carried,omitempty"`
}
