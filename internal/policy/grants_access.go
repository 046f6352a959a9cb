package policy

import "example.org/homeward/internal/casework"

// grantsOfAccess says who lets others in to a case, who keeps them out, and who opens one in an
// emergency. No lawyer has checked it.
func grantsOfAccess() []Grant {
	touched := relations{OwnDesk, Involved}
	giving := append(roles{casework.RoleLegal, casework.RoleMedical, casework.RoleReintegration}, team()...)
	near := append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel,
		casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
	}, team()...)
	return []Grant{
		// Each line is asked about again: what was received as ShowCase, what was given as ListAccess.
		{actions{ListGrants}, append(roles{casework.RoleLegal, casework.RoleDPO}, answering()...), relations{Unrelated}},
		{actions{ListAccess}, giving, touched},
		{actions{ListAccess}, roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO}, relations{OwnAgency}},
		{actions{ListAccess}, roles{casework.RoleDPO, casework.RoleCoordinator}, relations{HostCountry}},
		// Which classes, stands in MayGive and MayBeGiven; whether she has agreed, in casework.
		{actions{GiveAccess, EndAccess}, giving, touched},
		// She may turn to whoever is near to say whom she does not want; whom she wants again, she
		// tells those who counsel her.
		{actions{ExcludeOfficer}, near, touched},
		{actions{ReadmitOfficer}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, touched},
		// In an emergency: of the agency's own cases; for a hospital and the coordinator, of their state's.
		{actions{BreakTheGlass}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleMedical}, relations{OwnAgency}},
		{actions{BreakTheGlass}, roles{casework.RoleMedical, casework.RoleCoordinator}, relations{HostCountry}},
	}
}
