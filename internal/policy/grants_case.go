package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// grantsOfCases: a desk sees a case from when it is first asked, the case's own team from
// when it is opened. What it sees of it is another question; see Classes.
func grantsOfCases() []Grant {
	touched := relations{OwnDesk, Involved}
	near := append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel,
		casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
	}, team()...)
	above := roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO}
	look := actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}
	return []Grant{
		// Where the host is the desk's state, or the corridor names the desk for its team.
		{actions{OpenCase}, team(), relations{Involved, HostCountry}},
		{actions{ListCases}, staff(), relations{Unrelated}}, // the rows are those of the relations in which ShowCase is theirs
		// Whoever meets people at a counter looks for them by name; who sits over a file that was put
		// to them has no need to.
		{actions{SearchCases}, roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleScreener,
			casework.RoleMedical, casework.RoleShelter, casework.RoleConsul, casework.RoleImmigration, casework.RoleBorder,
			casework.RoleProsecutor, casework.RoleReceiver, casework.RoleReintegration,
		}, relations{Unrelated}},
		{look, append(roles{casework.RoleLegal, casework.RoleBudgetHolder, casework.RoleOperationLead}, answering()...), touched},
		{look, above, relations{OwnDesk, Involved, OwnAgency}},
		{look, one(casework.RoleDPO), relations{HostCountry}},
		// The coordinator sees who is waited for, and no identity; the mission head what waits at the mission.
		{actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}, one(casework.RoleCoordinator), relations{HostCountry, OwnDesk, Involved}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleMissionHead), relations{OwnDesk, OwnAgency, Involved, OwesDeletion}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleOperationLead), relations{HostCountry}},
		// Whoever was given classes of a case looks at those; whoever owes the word that a desk has
		// deleted what it had sees which case that was.
		{actions{ShowCase, ShowTimeline, ShowWaiting}, append(one(casework.RoleLegal), answering()...), relations{Granted, OwesDeletion}},
		{look, breakGlassRoles(), relations{BreakGlass}},
		{actions{SeeWholeCase, ListConsents}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, relations{BreakGlass}},
		{actions{SeeWholeCase}, append(roles{casework.RoleLegal}, team()...), touched},
		{actions{SeeWholeCase}, above, relations{OwnDesk, Involved, OwnAgency}},
		{actions{SeeWholeCase}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{HostCountry}},

		// Which facts a desk may state stands in casework.FactSpecs and is judged there.
		{actions{StateFacts}, answering(), touched},
		{actions{AskAgain}, append(roles{casework.RoleLegal}, team()...), touched},

		// Consent is taken by those who counsel her.
		{actions{GiveConsent}, team(), touched},
		{actions{ListConsents}, append(roles{casework.RoleLegal, casework.RoleScreener, casework.RoleChildPanel}, team()...), touched},
		{actions{ListConsents}, above, relations{OwnDesk, Involved, OwnAgency}},
		{actions{ListConsents}, one(casework.RoleDPO), relations{HostCountry}},
		// To change her mind she may turn to whoever is near. Nobody needs a right to listen.
		{actions{PreviewWithdrawal, WithdrawConsent}, near, touched},

		// Whose waiver opens which gate stands in casework.Gates and is judged there.
		{actions{WaiveGate}, waiving(), touched},
		{actions{WaiveGate}, roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO, casework.RoleMissionHead, casework.RoleBudgetHolder}, relations{OwnAgency}},
	}
}

// waiving are the roles that some gate names.
func waiving() roles {
	var out roles
	for _, gate := range casework.Gates() {
		if gate.Waiver == nil {
			continue
		}
		for _, role := range gate.Waiver.Roles {
			if !slices.Contains(out, role) {
				out = append(out, role)
			}
		}
	}
	return out
}

// grantsOfReports says who may report what. What saves a life, or her mind, is wide; what
// moves a case or ends it is narrow.
func grantsOfReports() []Grant {
	touched := relations{OwnDesk, Involved}
	care := append(roles{
		casework.RoleMedical, casework.RoleShelter, casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
	}, team()...)
	heard := append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleImmigration, casework.RoleBorder, casework.RoleChildPanel,
		casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleProsecutor,
	}, care...)
	moving := roles{casework.RoleSupervisor, casework.RoleOperationLead, casework.RoleCoordinator}
	of := func(events ...casework.Event) actions {
		out := actions{Report}
		for _, e := range events {
			out = append(out, ReportOf(e))
		}
		return out
	}
	return []Grant{
		{of(casework.EventEmergency), append(roles{casework.RoleConsul, casework.RoleTransport}, heard...), touched},
		{of(casework.EventEmergency), breakGlassRoles(), relations{BreakGlass}},
		{of(casework.EventEmergencyOver), append(roles{casework.RoleMedical}, team()...), touched},
		{of(casework.EventDeath), care, touched},
		{of(casework.EventAgeDisputed), heard, touched},
		{of(casework.EventNationalityDisputed), append(roles{casework.RoleConsul, casework.RoleLegal}, team()...), touched},
		{of(casework.EventAsylumClaim), heard, touched}, // whoever hears it
		{of(casework.EventAsylumClosed), roles{casework.RoleLegal, casework.RoleSupervisor, casework.RoleCaseworker}, touched},
		// A court's order binds a case before the prosecutor's desk was ever asked about it.
		{of(casework.EventHoldSet, casework.EventHoldLifted), one(casework.RoleProsecutor), relations{OwnDesk, Involved, HostCountry}},
		{of(casework.EventCustodyChanged), append(roles{casework.RoleShelter, casework.RoleBorder}, team()...), touched},
		{of(casework.EventContactLost, casework.EventContactRestored), care, touched},
		// A decision is superseded by the desk that gave it, or by the supervisor: the relation
		// asked about is that to the step's desk.
		{of(casework.EventSuperseded), answering(), relations{OwnDesk}},
		{of(casework.EventSuperseded), one(casework.RoleSupervisor), touched},
		{of(casework.EventCorridorChanged, casework.EventPaused, casework.EventResumed), moving, relations{OwnDesk, Involved, HostCountry}},
		{of(casework.EventPaused, casework.EventResumed), one(casework.RoleCaseworker), touched},
		{of(casework.EventReopened), roles{casework.RoleSupervisor, casework.RoleCoordinator}, relations{OwnDesk, Involved, OwnAgency, HostCountry}},
	}
}
