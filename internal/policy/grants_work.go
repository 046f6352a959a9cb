package policy

import "example.org/homeward/internal/casework"

// settlesWork reports whether an action states what a desk knows or decides.
func settlesWork(a Action) bool {
	switch a {
	case ClaimTask, ReleaseTask, GiveTask, DecideTask, DecideTasks, PauseTask, ResumeTask, AskAtTask, AnswerTask, StateFacts:
		return true
	default:
		return false
	}
}

// overseesOtherDesk reports whether a supervisor sits at a desk of another kind. There they oversee: a
// supervisor at a mission is not a consul, and one at a medical post is not a physician. They answer
// only the tasks of supervisor desks.
func overseesOtherDesk(a Actor) bool {
	return a.Role == casework.RoleSupervisor && a.Kind != casework.DeskSupervisor
}

// overseesOutsideCare reports whether an actor oversees a desk outside the care of the host state: a
// supervisor, a legal officer, or a data protection officer of another state. They oversee what that
// desk does. They are not part of the case team, even though the same role is elsewhere.
func overseesOutsideCare(a Actor, to Relations) bool {
	if !outsideCare(a.Kind) {
		return false
	}
	return a.Role == casework.RoleSupervisor || a.Role == casework.RoleLegal || a.Role == casework.RoleDPO && !to.Has(HostCountry)
}

// forCounsellors reports whether an action is reserved to the people who work on her case and counsel
// her: consents, access and exclusions, waivers, repeated or recalled requests, and erasure. No lawyer
// has checked it.
func forCounsellors(a Action) bool {
	switch a {
	case GiveConsent, ListConsents, PreviewWithdrawal, WithdrawConsent, GiveAccess, EndAccess, ListAccess, ExcludeOfficer, ReadmitOfficer,
		WaiveGate, AskAgain, RecallTask, PreviewErasure, RequestErasure:
		return true
	default:
		return false
	}
}

// grantsOfTasks holds the rights on tasks. Only the desk that a request is addressed to answers it.
func grantsOfTasks() []Grant {
	above := roles{casework.RoleSupervisor, casework.RoleMissionHead}
	return []Grant{
		{actions{ListTasks}, staff(), relations{Unrelated}}, // each row is checked again, with ShowTask
		{actions{ShowTask, ClaimTask, ReleaseTask, GiveTask, DecideTask, DecideTasks, PauseTask, ResumeTask, AskAtTask, AnswerTask}, answering(), relations{OwnDesk}},
		{actions{ShowTask}, append(roles{casework.RoleLegal}, team()...), relations{Involved}},
		{actions{ShowTask}, above, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleLegal, casework.RoleDPO, casework.RoleBudgetHolder}, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{OwnDesk, HostCountry}},
		// Reassigning a task moves work; it does not answer it.
		{actions{ReassignTask}, above, relations{OwnDesk, OwnAgency}},
		{actions{ReassignTask}, one(casework.RoleSupervisor), relations{Involved}},
		{actions{ReassignTask}, one(casework.RoleCoordinator), relations{HostCountry}},
		// A request is recalled by those who had it sent.
		{actions{RecallTask}, append(roles{casework.RoleLegal}, team()...), relations{OwnDesk, Involved}},
	}
}

// grantsOfMovements keeps booking, approving, boarding and confirming the arrival apart: four roles,
// and none of them has two of these rights (field reference 11; gate G27).
func grantsOfMovements() []Grant {
	book := one(casework.RoleTransport)
	approve := one(casework.RoleMovementApprover)
	ours := relations{OwnDesk, OwnAgency}
	watch := roles{
		casework.RoleTransport, casework.RoleMovementApprover, casework.RoleBudgetHolder, casework.RoleEscort,
		casework.RoleReceiver, casework.RoleMedical, casework.RoleSupervisor,
	}
	return []Grant{
		{actions{PlanMovement}, book, relations{Unrelated}},
		{actions{ListMovements}, append(roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleImmigration}, watch...), relations{Unrelated}},
		{actions{ShowMovement}, watch, relations{OwnDesk, OwnAgency, Involved}},
		{actions{ShowMovement}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleImmigration, casework.RoleMovementApprover, casework.RoleBudgetHolder}, relations{HostCountry}},
		{actions{ShowManifest}, roles{casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort}, relations{OwnDesk, OwnAgency, Involved}},
		{actions{ShowManifest}, roles{casework.RoleImmigration, casework.RoleMovementApprover}, relations{HostCountry}},
		{actions{HoldSeats, ReleaseSeats, IssueTickets, QueueStandby, SwapVehicle, SlipMovement}, book, ours},
		{actions{KeepApart}, append(roles{casework.RoleMovementApprover, casework.RoleSupervisor}, book...), relations{OwnDesk, OwnAgency, HostCountry}},
		{actions{LockManifest, UnlockManifest}, approve, relations{OwnDesk, OwnAgency, Involved, HostCountry}},
		{actions{BoardPassengers, DepartMovement}, one(casework.RoleEscort), relations{OwnDesk, OwnAgency, Involved}},
		{actions{ConfirmArrivals}, one(casework.RoleReceiver), relations{Involved}},
		{actions{CancelMovement}, append(append(roles{casework.RoleOperationLead}, book...), approve...), relations{OwnDesk, OwnAgency, HostCountry}},
	}
}

// grantsOfReintegration holds the rights on what happens after the return. It is between the survivor
// and those who support her there. The host state sees that it continues, but not its contents.
func grantsOfReintegration() []Grant {
	return []Grant{
		{actions{ShowReintegration, SettlePlan, SettleFollowUp}, one(casework.RoleReintegration), relations{OwnDesk}},
		{actions{ShowReintegration}, append(roles{casework.RoleReintegration, casework.RoleReceiver}, team()...), relations{OwnDesk, Involved}},
		{actions{ShowReintegration}, one(casework.RoleReintegration), relations{Granted}},
	}
}

// grantsOfContact holds the rights on how she is reached. The table of field classes decides as well: a
// receiver sees it while she agrees to the handover, the desk of reintegration until she wants no contact.
func grantsOfContact() []Grant {
	talking := roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleReceiver, casework.RoleReintegration}
	near := append(roles{casework.RoleSupervisor}, talking...)
	return []Grant{
		{actions{ShowContact, RevealNumber}, near, relations{OwnDesk, Involved}},
		{actions{ShowContact, RevealNumber}, one(casework.RoleSupervisor), relations{OwnAgency, BreakGlass}},
		{actions{ShowContact, RevealNumber}, roles{casework.RoleCaseworker, casework.RoleCoordinator}, relations{BreakGlass}},
		{actions{AgreeContact}, talking, relations{OwnDesk, Involved}},
	}
}
