package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// grantsOfCases holds the rights on cases. A desk sees a case from its first request, the case team
// from the opening of the case. Visibilities says which fields it sees.
func grantsOfCases() []Grant {
	touched := relations{OwnDesk, Involved}
	near := append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel,
		casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
	}, team()...)
	above := roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO}
	look := actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}
	return []Grant{
		// Allowed if the host is the desk's state, or if the corridor names the desk for the case team.
		{actions{OpenCase}, team(), relations{Involved, HostCountry}},
		{actions{ListCases}, staff(), relations{Unrelated}}, // the rows are limited to the relations that allow ShowCase
		// Officers who meet people at a counter search by name. Officers who only work on cases that
		// were sent to them do not need to.
		{actions{SearchCases}, roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleScreener,
			casework.RoleMedical, casework.RoleShelter, casework.RoleConsul, casework.RoleImmigration, casework.RoleBorder,
			casework.RoleProsecutor, casework.RoleReceiver, casework.RoleReintegration,
		}, relations{Unrelated}},
		{look, append(roles{casework.RoleLegal, casework.RoleBudgetHolder, casework.RoleOperationLead}, answering()...), touched},
		{look, above, relations{OwnDesk, Involved, OwnAgency}},
		{look, one(casework.RoleDPO), relations{HostCountry}},
		// The coordinator sees what is waiting, without identities. The mission head sees what waits at
		// the mission.
		{actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}, one(casework.RoleCoordinator), relations{HostCountry, OwnDesk, Involved}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleMissionHead), relations{OwnDesk, OwnAgency, Involved, OwesDeletion}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleOperationLead), relations{HostCountry}},
		// An agency with a grant sees the granted classes. A desk that owes an attestation of deletion
		// sees which case it is about.
		{actions{ShowCase, ShowTimeline, ShowWaiting}, append(one(casework.RoleLegal), answering()...), relations{Granted, OwesDeletion}},
		{look, breakGlassRoles(), relations{BreakGlass}},
		{actions{SeeWholeCase, ListConsents}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, relations{BreakGlass}},
		{actions{SeeWholeCase}, append(roles{casework.RoleLegal}, team()...), touched},
		{actions{SeeWholeCase}, above, relations{OwnDesk, Involved, OwnAgency}},
		{actions{SeeWholeCase}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{HostCountry}},

		// casework.FactSpecs says which desk may state which fact.
		{actions{StateFacts}, answering(), touched},
		{actions{AskAgain}, append(roles{casework.RoleLegal}, team()...), touched},

		// The people who counsel the survivor take her consent.
		{actions{GiveConsent}, team(), touched},
		{actions{ListConsents}, append(roles{casework.RoleLegal, casework.RoleScreener, casework.RoleChildPanel}, team()...), touched},
		{actions{ListConsents}, above, relations{OwnDesk, Involved, OwnAgency}},
		{actions{ListConsents}, one(casework.RoleDPO), relations{HostCountry}},
		// She may tell any of these roles that she changed her mind.
		{actions{PreviewWithdrawal, WithdrawConsent}, near, touched},

		// casework.Gates says which role may waive which gate.
		{actions{WaiveGate}, waiving(), touched},
		{actions{WaiveGate}, roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO, casework.RoleMissionHead, casework.RoleBudgetHolder}, relations{OwnAgency}},
	}
}

// waiving returns the roles that may waive some gate.
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

// grantsOfReports holds the rights to report events. Many roles may report what protects her life or
// her choice; few may report what moves or ends a case.
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
		{of(casework.EventAsylumClaim), heard, touched}, // any officer to whom she makes it
		{of(casework.EventAsylumClosed), roles{casework.RoleLegal, casework.RoleSupervisor, casework.RoleCaseworker}, touched},
		// A court's order binds a case even before the prosecutor's desk was asked about it.
		{of(casework.EventHoldSet, casework.EventHoldLifted), one(casework.RoleProsecutor), relations{OwnDesk, Involved, HostCountry}},
		{of(casework.EventCustodyChanged), append(roles{casework.RoleShelter, casework.RoleBorder}, team()...), touched},
		{of(casework.EventContactLost, casework.EventContactRestored), care, touched},
		// The desk that gave a decision, or the supervisor, may supersede it. The relation to check is
		// the one to the desk of the step.
		{of(casework.EventSuperseded), answering(), relations{OwnDesk}},
		{of(casework.EventSuperseded), one(casework.RoleSupervisor), touched},
		{of(casework.EventCorridorChanged, casework.EventPaused, casework.EventResumed), moving, relations{OwnDesk, Involved, HostCountry}},
		{of(casework.EventPaused, casework.EventResumed), one(casework.RoleCaseworker), touched},
		{of(casework.EventReopened), roles{casework.RoleSupervisor, casework.RoleCoordinator}, relations{OwnDesk, Involved, OwnAgency, HostCountry}},
	}
}
