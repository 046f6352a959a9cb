package policy

import "example.org/homeward/internal/casework"

// answers says whether by an action a desk says what it knows or decides.
func settlesWork(a Action) bool {
	switch a {
	case ClaimTask, ReleaseTask, DecideTask, DecideTasks, PauseTask, ResumeTask, AskAtTask, AnswerTask, StateFacts:
		return true
	default:
		return false
	}
}

// standsAbove says whether a supervisor sits at a desk of another kind. There they oversee: a
// supervisor at a mission is no consul, and one at a medical post no physician, so that they
// answer only what the desks of supervisors are asked.
func overseesOtherDesk(a Actor) bool {
	return a.Role == casework.RoleSupervisor && a.Kind != casework.DeskSupervisor
}

// besideOutside says whether somebody stands beside a desk outside the care of the host state: a
// supervisor, a lawyer, or a data protection officer of another state. They oversee what that
// desk does. They are not of those who carry her case, whatever that role may do elsewhere.
func overseesOutsideCare(a Actor, to Relations) bool {
	if !outsideCare(a.Kind) {
		return false
	}
	return a.Role == casework.RoleSupervisor || a.Role == casework.RoleLegal || a.Role == casework.RoleDPO && !to.Has(HostCountry)
}

// counsels says whether an action is for those who carry her case and counsel her: what she
// agrees to and takes back, whom she lets in and keeps out, what is waived for her, what is
// asked anew, and what is destroyed. No lawyer has checked it.
func forCounsellors(a Action) bool {
	switch a {
	case GiveConsent, ListConsents, PreviewWithdrawal, WithdrawConsent, GiveAccess, EndAccess, ListAccess, ExcludeOfficer, ReadmitOfficer,
		WaiveGate, AskAgain, RecallTask, PreviewErasure, RequestErasure:
		return true
	default:
		return false
	}
}

// grantsOfTasks: a request is answered by the desk that it is addressed to, and by nobody else.
func grantsOfTasks() []Grant {
	above := roles{casework.RoleSupervisor, casework.RoleMissionHead}
	return []Grant{
		{actions{ListTasks}, staff(), relations{Unrelated}}, // each row is asked about again, as ShowTask
		{actions{ShowTask, ClaimTask, ReleaseTask, DecideTask, DecideTasks, PauseTask, ResumeTask, AskAtTask, AnswerTask}, answering(), relations{OwnDesk}},
		{actions{ShowTask}, append(roles{casework.RoleLegal}, team()...), relations{Involved}},
		{actions{ShowTask}, above, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleLegal, casework.RoleDPO, casework.RoleBudgetHolder}, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{OwnDesk, HostCountry}},
		// To take another's task is to move work, not to answer it.
		{actions{ReassignTask}, above, relations{OwnDesk, OwnAgency}},
		{actions{ReassignTask}, one(casework.RoleSupervisor), relations{Involved}},
		{actions{ReassignTask}, one(casework.RoleCoordinator), relations{HostCountry}},
		// A request is taken back by those who had it put.
		{actions{RecallTask}, append(roles{casework.RoleLegal}, team()...), relations{OwnDesk, Involved}},
	}
}

// grantsOfMovements keeps booking, approving, boarding and confirming arrival apart: four
// roles, none of which has two of them (field reference 11; gate G27).
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

// grantsOfReintegration: what happens after the return is between her and those who help
// her there. The host state hears that it goes on, not what it is about.
func grantsOfReintegration() []Grant {
	return []Grant{
		{actions{ShowReintegration, SettlePlan, SettleFollowUp}, one(casework.RoleReintegration), relations{OwnDesk}},
		{actions{ShowReintegration}, append(roles{casework.RoleReintegration, casework.RoleReceiver}, team()...), relations{OwnDesk, Involved}},
		{actions{ShowReintegration}, one(casework.RoleReintegration), relations{Granted}},
	}
}
