package policy

import "example.org/homeward/internal/casework"

// grantsOfAccess holds the rights to give access to a case, to exclude officers from it, and to open it
// in an emergency. No lawyer has checked it.
func grantsOfAccess() []Grant {
	touched := relations{OwnDesk, Involved}
	giving := append(roles{casework.RoleLegal, casework.RoleMedical, casework.RoleReintegration}, team()...)
	near := append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel,
		casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
	}, team()...)
	return []Grant{
		// Each row is checked again: a received grant with ShowCase, a given one with ListAccess.
		{actions{ListGrants}, append(roles{casework.RoleLegal, casework.RoleDPO}, answering()...), relations{Unrelated}},
		{actions{ListAccess}, giving, touched},
		{actions{ListAccess}, roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO}, relations{OwnAgency}},
		{actions{ListAccess}, roles{casework.RoleDPO, casework.RoleCoordinator}, relations{HostCountry}},
		// MayGive and MayBeGiven check the classes; package casework checks the survivor's consent.
		{actions{GiveAccess, EndAccess}, giving, touched},
		// She may tell any of these roles whom to exclude. To readmit an officer she tells those who
		// counsel her.
		{actions{ExcludeOfficer}, near, touched},
		{actions{ReadmitOfficer}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, touched},
		// In an emergency: cases of the officer's own agency; for medical officers and the coordinator,
		// cases of their state.
		{actions{BreakTheGlass}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleMedical}, relations{OwnAgency}},
		{actions{BreakTheGlass}, roles{casework.RoleMedical, casework.RoleCoordinator}, relations{HostCountry}},
	}
}
