package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// SecondRoles returns the roles whose officers can be the second person of an act at a kind of desk; nil for no kind.
func SecondRoles(second Action, kind casework.DeskKind) []casework.Role {
	if kind == "" {
		return nil
	}
	return slices.DeleteFunc(Roles(second), func(role casework.Role) bool { return !RoleFitsDesk(role, kind) })
}
