package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// grantsOfCases holds the rights on cases. A desk sees a case from its first request, the case team
// from the opening of the case. Visibilities says which fields it sees. Counselling her, and deciding
// with her, is the team's.
func grantsOfCases() []Grant {
	touched, ours := relations{OnTeam, OwnDesk, Involved}, relations{OnTeam}
	near := append(roles{casework.RoleLegal, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter, casework.RoleChildPanel}, team()...)
	above := roles{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO}
	look := actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}
	return []Grant{
		// Allowed at a desk of care in the host state, or if the corridor names the desk for the case team.
		{actions{OpenCase}, team(), relations{OnTeam, HostCare}},
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
		{look, one(casework.RoleDPO), relations{HostLead}},
		// The coordinator sees what is waiting, without identities. The mission head sees what waits at
		// the mission.
		{actions{ShowCase, ShowTimeline, ShowWaiting, ShowGates}, one(casework.RoleCoordinator), relations{HostLead, OwnDesk, Involved}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleMissionHead), relations{OwnDesk, OwnAgency, Involved, OwesDeletion}},
		{actions{ShowCase, ShowWaiting}, one(casework.RoleOperationLead), relations{HostLead}},
		// An agency with a grant sees the granted classes. A desk that owes an attestation of deletion
		// sees which case it is about.
		{actions{ShowCase, ShowTimeline, ShowWaiting}, append(one(casework.RoleLegal), answering()...), relations{Granted, OwesDeletion}},
		{look, breakGlassRoles(), relations{BreakGlass}},
		{actions{SeeWholeCase, ListConsents}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, relations{BreakGlass}},
		{actions{SeeWholeCase}, append(roles{casework.RoleLegal, casework.RoleDPO}, team()...), ours},
		{actions{SeeWholeCase}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{HostLead}},

		// casework.FactSpecs says which desk may state which fact.
		{actions{StateFacts}, answering(), touched},
		// A second person of the same desk agrees; see casework.ProposeIdentity. Her team reads what was corrected.
		{actions{CorrectIdentity, PreviewCorrection}, team(), ours},
		{actions{ShowIdentity}, append(roles{casework.RoleLegal}, team()...), ours},
		{actions{AskAgain}, append(roles{casework.RoleLegal}, team()...), ours},
		// An officer in another role agrees; see casework.ProposeOrder. Closing takes one officer of her team.
		{actions{RecordOrder, ListOrders}, roles{casework.RoleSupervisor, casework.RoleLegal}, ours},
		{actions{RecordOrder, ListOrders}, one(casework.RoleProsecutor), touched},
		{actions{ListOrders}, one(casework.RoleCaseworker), ours},
		{actions{EndOrder}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal}, ours},

		// The people who counsel the survivor take her consent.
		{actions{GiveConsent}, team(), ours},
		{actions{ListConsents}, append(roles{casework.RoleLegal, casework.RoleScreener, casework.RoleChildPanel}, team()...), ours},
		{actions{ListConsents}, one(casework.RoleDPO), relations{OnTeam, HostLead}},
		// She may tell any of these roles that she changed her mind; on the journey and after the return
		// she tells those who are with her.
		{actions{PreviewWithdrawal, WithdrawConsent}, near, ours},
		{actions{PreviewWithdrawal, WithdrawConsent}, roles{casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration}, touched},

		// gate.All says which role may waive which gate. A gate of the team is waived by the team;
		// a gate of another desk by the officers of that desk.
		{actions{WaiveGate}, teamWaives(), ours},
		{actions{WaiveGate}, one(casework.RoleDPO), relations{HostLead}},
		{actions{WaiveGate}, deskWaives(), touched},
	}
}

// teamWaives and deskWaives divide the roles that may waive some gate: those that counsel her or oversee
// her case, and those that waive what is their own desk's.
func teamWaives() roles {
	return slices.DeleteFunc(waiving(), func(r casework.Role) bool { return !slices.Contains(overTheCase(), r) })
}

func deskWaives() roles {
	return slices.DeleteFunc(waiving(), func(r casework.Role) bool { return slices.Contains(overTheCase(), r) })
}

func overTheCase() roles {
	return append(roles{casework.RoleLegal, casework.RoleDPO, casework.RoleMedical, casework.RoleChildPanel}, team()...)
}

// waiving returns the roles that may waive some gate.
func waiving() roles {
	var out roles
	for _, g := range gate.All() {
		if g.Waiver == nil {
			continue
		}
		for _, role := range g.Waiver.Roles {
			if !slices.Contains(out, role) {
				out = append(out, role)
			}
		}
	}
	return out
}

// grantsOfReports holds the rights to report events. Many roles may report what protects her life or
// her choice. Events that move or end a case are reported by the team and its supervisor desk; those who
// are with her on the journey and after the return report what they see there.
func grantsOfReports() []Grant {
	touched, ours := relations{OwnDesk, Involved}, relations{OnTeam}
	care := append(roles{casework.RoleMedical, casework.RoleShelter}, team()...)
	withHer := roles{casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration}
	heard := append(append(roles{
		casework.RoleLegal, casework.RoleScreener, casework.RoleImmigration, casework.RoleBorder, casework.RoleChildPanel,
		casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleProsecutor,
	}, withHer...), care...)
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
		{of(casework.EventEmergencyOver), append(roles{casework.RoleMedical}, team()...), ours},
		{of(casework.EventDeath), care, ours},
		{of(casework.EventDeath), withHer, touched},
		{of(casework.EventAgeDisputed), heard, touched},
		{of(casework.EventNationalityDisputed), one(casework.RoleConsul), touched},
		{of(casework.EventNationalityDisputed), append(roles{casework.RoleLegal}, team()...), ours},
		{of(casework.EventAsylumClaim), heard, touched}, // any officer to whom she makes it
		{of(casework.EventAsylumClosed), roles{casework.RoleLegal, casework.RoleSupervisor, casework.RoleCaseworker}, ours},
		// A court's order binds a case before the prosecutor's desk was asked about it: her team, which
		// sees the case, records it, and the prosecutor is asked to release her.
		{of(casework.EventHoldSet, casework.EventHoldLifted), one(casework.RoleProsecutor), touched},
		{of(casework.EventHoldSet), roles{casework.RoleLegal, casework.RoleSupervisor}, ours},
		{of(casework.EventCustodyChanged), append(roles{casework.RoleShelter}, team()...), ours},
		{of(casework.EventCustodyChanged), one(casework.RoleBorder), touched},
		{of(casework.EventContactLost, casework.EventContactRestored), care, ours},
		{of(casework.EventContactLost, casework.EventContactRestored), withHer, touched},
		// The desk that gave a decision, or the supervisor desk of the case, may supersede it. The
		// relation to check is the one to the desk of the step.
		{of(casework.EventSuperseded), slices.DeleteFunc(answering(), func(r casework.Role) bool { return r == casework.RoleSupervisor }), relations{OwnDesk}},
		{of(casework.EventSuperseded), one(casework.RoleSupervisor), ours},
		{of(casework.EventCorridorChanged, casework.EventReopened, casework.EventDeathCorrected), one(casework.RoleSupervisor), ours},
		{of(casework.EventPaused, casework.EventResumed), roles{casework.RoleSupervisor, casework.RoleCaseworker}, ours},
		{of(casework.EventPaused, casework.EventResumed), roles{casework.RoleOperationLead, casework.RoleCoordinator}, relations{HostLead}},
	}
}
