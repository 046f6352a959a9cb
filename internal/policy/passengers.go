package policy

import "example.org/homeward/internal/casework"

// KnowsPassengers reports whether an actor's role ever needs to know who travels. An officer who pays for a
// movement needs the number of seats.
func KnowsPassengers(a Actor) bool { return a.Role != casework.RoleBudgetHolder }

// ReadsWholeManifest reports whether an actor who may read a passenger list reads every line of it. An
// immigration officer reads the lines of those whose cases their desk has a part in.
func ReadsWholeManifest(a Actor) bool { return a.Role != casework.RoleImmigration }
