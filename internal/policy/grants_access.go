package policy

import "example.org/homeward/internal/casework"

// grantsOfAccess holds the rights to give access to a case, to exclude officers from it, and to open it
// in an emergency. No lawyer has checked it.
func grantsOfAccess() []Grant {
	ours := relations{OnTeam}
	giving := append(roles{casework.RoleLegal, casework.RoleMedical}, team()...)
	near := append(roles{casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel}, team()...)
	return []Grant{
		// Each row is checked again: a received grant with ShowCase, a given one with ListAccess.
		{actions{ListGrants}, append(roles{casework.RoleLegal, casework.RoleDPO}, answering()...), relations{Unrelated}},
		{actions{ListAccess}, giving, ours},
		{actions{ListAccess}, one(casework.RoleDPO), relations{OnTeam, HostLead}},
		{actions{ListAccess}, one(casework.RoleCoordinator), relations{HostLead}},
		// MayGive and MayBeGiven check the classes; package casework checks the survivor's consent.
		{actions{GiveAccess, EndAccess}, giving, ours},
		// She may tell any of these roles whom to exclude. To readmit an officer she tells those who
		// counsel her.
		{actions{ExcludeOfficer}, near, ours},
		{actions{ReadmitOfficer}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, ours},
		// In an emergency, at a desk of care in the host state: cases of the officer's own agency; for
		// medical officers and the coordinator, cases of their state.
		{actions{BreakTheGlass}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleMedical}, relations{TeamAgency}},
		{actions{BreakTheGlass}, one(casework.RoleMedical), relations{HostCare}},
		{actions{BreakTheGlass}, one(casework.RoleCoordinator), relations{HostLead}},
	}
}
