package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Actor is the person or program that asks. It holds codes only, never a name. An account can have
// several roles but acts in one of them at a time; the record names that one.
type Actor struct {
	Account casework.AccountID
	Role    casework.Role
	Desk    casework.DeskID
	Kind    casework.DeskKind // the kind of Desk
	// Agency is the agency that employs the officer: the desk's agency or, on a panel, the agency that
	// sent the member.
	Agency casework.AgencyID
	// Country is the desk's country as an ISO 3166-1 alpha-3 code, or "*" for a desk that belongs to no
	// state.
	Country casework.Country
	// Leads is true if the agency leads referrals in its state: it registers the survivors there.
	Leads bool
}

// Casework returns the actor in the type that package casework and the record use.
func (a Actor) Casework() casework.Actor {
	return casework.Actor{Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role}
}

// MayHave reports whether an actor can have a relation to some case at all. Lists of cases look for
// their rows by the relations that this is true of.
func (a Actor) MayHave(r Relation) bool {
	switch r {
	case OnTeam, TeamAgency, HostCare:
		return !outsideCare(a.Kind)
	case HostLead:
		return !outsideCare(a.Kind) && a.Leads && a.Country != noState
	case OwnAgency, Granted:
		return a.Agency != "" && a.Kind != casework.DeskPanel
	default:
		return true
	}
}

// RoleFitsDesk reports whether a role can act for a desk of a kind. Roles that oversee other roles
// (supervisor, legal officer, budget holder, coordinator, operation lead, data protection officer) fit
// every kind of desk that has staff, that is, every kind except the survivor's.
func RoleFitsDesk(role casework.Role, kind casework.DeskKind) bool {
	for _, s := range deskRoleTable() {
		if s.kind == kind {
			return slices.Contains(s.roles, role) || slices.Contains(overseers(), role)
		}
	}
	return false
}

// IncompatibleRoles reports whether an account that holds others must not act in role as well. An
// account acts in one role at a time but can switch between them, so a rule that needs two people only
// works if no account holds both roles. A data protection officer and an auditor hold no other role; a
// movement approver is not also the budget holder (field reference 4). No lawyer has checked this list.
func IncompatibleRoles(role casework.Role, others []casework.Role) bool {
	return slices.ContainsFunc(others, func(other casework.Role) bool {
		return other != role && (exclusiveRole(role) || exclusiveRole(other) ||
			role == casework.RoleMovementApprover && other == casework.RoleBudgetHolder ||
			role == casework.RoleBudgetHolder && other == casework.RoleMovementApprover)
	})
}

// exclusiveRole reports whether a role cannot be combined with any other role.
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

// deskRoleTable lists every kind of desk that has staff, with the roles of that staff. The survivor's
// desk has none.
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
		{casework.DeskProtection, []casework.Role{casework.RoleProtection}},
	}
}
