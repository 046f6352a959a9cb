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
		if slices.ContainsFunc(rolesAt(desk.Kind), func(role casework.Role) bool {
			a := Actor{Role: role, Desk: desk.Desk, Kind: desk.Kind, Agency: agency, Country: desk.Country, Leads: leads}
			to := of.RelationsOf(a)
			return May(a, ShowCase, to) && Sees(a, class, to)
		}) {
			out = append(out, class)
		}
	}
	return out
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
