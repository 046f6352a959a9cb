package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Actor is who asks. It holds codes only, never a name. An account may be given several
// roles; it acts in one of them at a time, and the record says in which.
type Actor struct {
	Account casework.AccountID
	Role    casework.Role
	Desk    casework.DeskID
	Kind    casework.DeskKind // of the desk
	// Agency is whose officer it is: the desk's agency, or, on a panel, the agency that sent the member.
	Agency casework.AgencyID
	// Country is the desk's country, as ISO 3166-1 alpha-3; "*" for a desk that belongs to no state.
	Country casework.Country
}

// Casework is the actor as the rules and the record know it.
func (a Actor) Casework() casework.Actor {
	return casework.Actor{Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role}
}

// MaySit says whether a role can act for a desk of a kind. Those who stand above or beside
// the desks (supervisor, legal officer, budget holder, coordinator, operation lead, data
// protection officer) may sit at any desk of an authority but the survivor's.
func RoleFitsDesk(role casework.Role, kind casework.DeskKind) bool {
	for _, s := range deskRoleTable() {
		if s.kind == kind {
			return slices.Contains(s.roles, role) || slices.Contains(overseers(), role)
		}
	}
	return false
}

// KeptApart says whether a role is one that nobody acts in who holds one of the others as well.
// An account acts in one role at a time and may change between them, so that what two roles
// have to do is no two people's work while one person can hold both: who watches over data, or
// examines how the house is run, does nothing else; and who approves a movement does not
// approve what is spent on it (field reference 4). No lawyer has checked which these are.
func IncompatibleRoles(role casework.Role, others []casework.Role) bool {
	return slices.ContainsFunc(others, func(other casework.Role) bool {
		return other != role && (exclusiveRole(role) || exclusiveRole(other) ||
			role == casework.RoleMovementApprover && other == casework.RoleBudgetHolder ||
			role == casework.RoleBudgetHolder && other == casework.RoleMovementApprover)
	})
}

// alone are the roles that go with no other.
func exclusiveRole(role casework.Role) bool {
	return role == casework.RoleDPO || role == casework.RoleAuditor
}

type deskRoles struct {
	kind  casework.DeskKind
	roles []casework.Role
}

func overseers() []casework.Role {
	return []casework.Role{
		casework.RoleSupervisor, casework.RoleLegal, casework.RoleBudgetHolder, casework.RoleCoordinator,
		casework.RoleOperationLead, casework.RoleDPO,
	}
}

// seats lists every kind of desk that people sit at. Nobody sits at the survivor's.
func deskRoleTable() []deskRoles {
	return []deskRoles{
		{casework.DeskRegistrar, []casework.Role{casework.RoleRegistrar}},
		{casework.DeskMedical, []casework.Role{casework.RoleMedical}},
		{casework.DeskShelter, []casework.Role{casework.RoleShelter}},
		{casework.DeskCaseworker, []casework.Role{casework.RoleCaseworker}},
		{casework.DeskScreener, []casework.Role{casework.RoleScreener}},
		{casework.DeskPanel, []casework.Role{casework.RolePanelMember, casework.RolePanelChair}},
		{casework.DeskReview, []casework.Role{casework.RoleReviewer}},
		{casework.DeskChildPanel, []casework.Role{casework.RoleChildPanel}},
		{casework.DeskConsulate, []casework.Role{casework.RoleConsul, casework.RoleMissionHead}},
		{casework.DeskImmigration, []casework.Role{casework.RoleImmigration}},
		{casework.DeskProsecutor, []casework.Role{casework.RoleProsecutor}},
		{casework.DeskBorder, []casework.Role{casework.RoleBorder}},
		{casework.DeskReceiving, []casework.Role{casework.RoleReceiver}},
		{casework.DeskTransport, []casework.Role{casework.RoleTransport}},
		{casework.DeskMovement, []casework.Role{casework.RoleMovementApprover}},
		{casework.DeskEscort, []casework.Role{casework.RoleEscort}},
		{casework.DeskReintegration, []casework.Role{casework.RoleReintegration}},
		{casework.DeskSupervisor, []casework.Role{casework.RoleAuditor}},
	}
}
