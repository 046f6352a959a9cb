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
		if readsAt(seat, class, OnTeam) || seat.kind == casework.DeskSupervisor && reads(casework.RoleSupervisor, seat.kind, class, OnTeam) {
			out = append(out, seat.kind)
		}
	}
	return out
}

// ReadersOfText lists the kinds of desks that read the text that was written with a timeline entry, besides the
// desk that wrote it: those of her team, then those outside it. A desk outside her team reads the text only if
// it sees such an entry of another desk at all, and the text is not for the team alone.
func ReadersOfText(e casework.Entry) []casework.DeskKind {
	class := EntryTextClass(e)
	out := ReadersOf(class)
	line := EntryClass(e)
	if EntryTextForTeam(e.Code) || line == Operational && !EntryForAll(e.Code) {
		return out
	}
	for _, seat := range deskRoleTable() {
		if outsideCare(seat.kind) && readsAt(seat, class, Involved) && readsAt(seat, line, Involved) {
			out = append(out, seat.kind)
		}
	}
	return out
}

// readsAt reports whether an officer whose own work is that of a kind of desk sees a class in a case to which
// they have a relation.
func readsAt(seat deskRoles, class Class, to Relation) bool {
	return slices.ContainsFunc(seat.roles, func(role casework.Role) bool { return reads(role, seat.kind, class, to) })
}

func reads(role casework.Role, kind casework.DeskKind, class Class, to Relation) bool {
	return Sees(Actor{Role: role, Kind: kind}, class, In(to).WithConsents(All(GivenByHer)))
}
