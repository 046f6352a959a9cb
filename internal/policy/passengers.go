package policy

import "example.org/homeward/internal/casework"

// KnowsPassengers reports whether an actor's role ever needs to know who travels. An officer who pays for a
// movement needs the number of seats.
func KnowsPassengers(a Actor) bool { return a.Role != casework.RoleBudgetHolder }

// ReadsNames reports whether an actor who may read a manifest reads the name of a passenger on it. An officer
// who approves it compares the names before it is locked, and an immigration officer knows the case. For all
// others the name is on it from when it is locked until her arrival is confirmed.
func ReadsNames(a Actor, listed, arrived bool) bool {
	switch a.Role {
	case casework.RoleImmigration, casework.RoleMovementApprover:
		return !arrived
	default:
		return listed && !arrived
	}
}

// ReadsWholeManifest reports whether an actor who may read a passenger list reads every line of it. An
// immigration officer reads the lines of those whose cases their desk has a part in.
func ReadsWholeManifest(a Actor) bool { return a.Role != casework.RoleImmigration }
