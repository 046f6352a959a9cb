package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// ReadersOf lists the kinds of desks on her team that read a text of a class, from the tables of rights: those
// that have an officer of their own work who sees the class. An officer who oversees such a desk reads the same.
func ReadersOf(class Class) []casework.DeskKind {
	var out []casework.DeskKind
	for _, seat := range deskRoleTable() {
		reads := func(role casework.Role) bool {
			return Sees(Actor{Role: role, Kind: seat.kind}, class, In(OnTeam).WithConsents(All(GivenByHer)))
		}
		if seat.kind == casework.DeskSupervisor && reads(casework.RoleSupervisor) || slices.ContainsFunc(seat.roles, reads) {
			out = append(out, seat.kind)
		}
	}
	return out
}
