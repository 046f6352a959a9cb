package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// ClassesOfDesk lists the field classes that the officers of a desk see in a case, each in a role of the desk's own
// work; none if no such officer sees the case. leads is true if the desk's agency leads referrals in its state.
// Access that one account has for itself, such as break-glass access, does not count.
func ClassesOfDesk(of Subject, desk Place, agency casework.AgencyID, leads bool) []Class {
	var out []Class
	for _, class := range Classes() {
		if anyOf(desk, agency, leads, func(a Actor) bool {
			to := of.RelationsOf(a)
			return May(a, ShowCase, to) && Sees(a, class, to)
		}) {
			out = append(out, class)
		}
	}
	return out
}

// DeskMay reports whether an officer of a desk, in a role of the desk's own work, may do an action to a subject. The
// desk's agency and leads are those of ClassesOfDesk.
func DeskMay(action Action, to Subject, desk Place, agency casework.AgencyID, leads bool) bool {
	return anyOf(desk, agency, leads, func(a Actor) bool { return May(a, action, to.RelationsOf(a)) })
}

// anyOf reports whether is is true for an officer of a desk in a role of the desk's own work.
func anyOf(desk Place, agency casework.AgencyID, leads bool, is func(Actor) bool) bool {
	return slices.ContainsFunc(rolesAt(desk.Kind), func(role casework.Role) bool {
		return is(Actor{Role: role, Desk: desk.Desk, Kind: desk.Kind, Agency: agency, Country: desk.Country, Leads: leads})
	})
}

// rolesAt lists the roles whose own work is that of a kind of desk; at a supervisor's desk, the supervisor.
func rolesAt(kind casework.DeskKind) []casework.Role {
	if kind == casework.DeskSupervisor {
		return []casework.Role{casework.RoleSupervisor}
	}
	for _, seat := range deskRoleTable() {
		if seat.kind == kind {
			return seat.roles
		}
	}
	return nil
}
