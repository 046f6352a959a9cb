package policy

import (
	"strings"

	"example.org/homeward/internal/casework"
)

// settlesWork reports whether an action states what a desk knows or decides.
func settlesWork(a Action) bool {
	switch a {
	case ClaimTask, ReleaseTask, GiveTask, DecideTask, DecideTasks, PauseTask, ResumeTask, AskAtTask, AnswerTask, StateFacts, AnswerProposal:
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

// beyondAMission reports whether an officer of a mission, in any role, would report what its consul may not report. Those who
// oversee a mission hear no claim of asylum, and dispute no age: it is a desk of the state that she may fear.
func beyondAMission(a Actor, action Action) bool {
	_, consul := matrix[roleAction{casework.RoleConsul, action}]
	return a.Kind == casework.DeskConsulate && strings.HasPrefix(string(action), string(Report)) && !consul
}

// standsOverCase reports whether an action moves, stops or takes apart a case as a whole. Among
// supervisors it is for the supervisor desk of the case only.
func standsOverCase(a Action) bool {
	switch a {
	case ReportOf(casework.EventSuperseded), ReportOf(casework.EventCorridorChanged), ReportOf(casework.EventPaused),
		ReportOf(casework.EventResumed), ReportOf(casework.EventReopened), ReportOf(casework.EventDeathCorrected):
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
		// The second person for a batch is of the desk that proposed it, or oversees it. Each decision is checked again
		// for both of them.
		{actions{ListBatches}, append(roles{casework.RoleMissionHead}, answering()...), relations{Unrelated}},
		{actions{ShowBatch, AgreeBatch, RefuseBatch, WithdrawBatch}, answering(), relations{OwnDesk}},
		{actions{ShowBatch, AgreeBatch, RefuseBatch}, above, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, append(roles{casework.RoleLegal}, team()...), relations{OnTeam}},
		{actions{ShowTask}, above, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleLegal, casework.RoleDPO, casework.RoleBudgetHolder}, relations{OwnDesk, OwnAgency}},
		{actions{ShowTask}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleDPO}, relations{OwnDesk, HostLead}},
		// Reassigning a task moves work; it does not answer it. Another desk of the agency does not move it: it would see
		// her story once it has the request.
		{actions{ReassignTask}, above, relations{OwnDesk}},
		{actions{ReassignTask}, one(casework.RoleSupervisor), relations{OnTeam}},
		{actions{ReassignTask}, one(casework.RoleCoordinator), relations{HostLead}},
		// A request is recalled by those who had it sent.
		{actions{RecallTask}, append(roles{casework.RoleLegal}, team()...), relations{OnTeam}},
	}
}

// grantsOfMovements keeps booking, approving, boarding and confirming the arrival apart: four roles,
// and none of them has two of these rights (field reference 11; gate G27).
func grantsOfMovements() []Grant {
	book := one(casework.RoleTransport)
	approve := one(casework.RoleMovementApprover)
	ours := relations{OwnDesk, OwnAgency}
	cancel := actions{CancelMovement, PreviewCancel, AgreeCancel, RefuseCancel} // who may propose it may be the second person for another
	watch := roles{
		casework.RoleTransport, casework.RoleMovementApprover, casework.RoleBudgetHolder, casework.RoleEscort,
		casework.RoleReceiver, casework.RoleMedical, casework.RoleSupervisor,
	}
	return []Grant{
		{actions{PlanMovement}, book, relations{Unrelated}},
		{actions{ListMovements}, append(roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleImmigration}, watch...), relations{Unrelated}},
		{actions{ShowMovement}, watch, relations{OwnDesk, OwnAgency, Involved}},
		{actions{ShowMovement}, roles{casework.RoleCoordinator, casework.RoleOperationLead, casework.RoleBudgetHolder}, relations{HostLead}},
		// An immigration desk is involved in a movement if it has a part in the case of a passenger.
		{actions{ShowMovement, ShowManifest}, one(casework.RoleImmigration), relations{Involved}},
		{actions{ShowMovement, ShowManifest}, one(casework.RoleMovementApprover), relations{HostCountry}},
		{actions{ShowManifest}, roles{casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort}, relations{OwnDesk, OwnAgency, Involved}},
		{actions{HoldSeats, ReleaseSeats, IssueTickets, QueueStandby, SwapVehicle, SlipMovement}, book, ours},
		{actions{KeepApart}, book, ours},
		{actions{KeepApart}, approve, relations{OwnDesk, OwnAgency, HostCountry}},
		{actions{LockManifest, UnlockManifest}, approve, relations{OwnDesk, OwnAgency, Involved, HostCountry}},
		{actions{BoardPassengers, DepartMovement}, one(casework.RoleEscort), relations{OwnDesk, OwnAgency, Involved}},
		{actions{ConfirmArrivals}, one(casework.RoleReceiver), relations{Involved}},
		{cancel, book, ours},
		{cancel, approve, relations{OwnDesk, OwnAgency, HostCountry}},
		{cancel, one(casework.RoleOperationLead), relations{HostLead}},
	}
}

// grantsOfReintegration holds the rights on what happens after the return. It is between the survivor
// and those who support her there. The host state sees that it continues, but not its contents.
func grantsOfReintegration() []Grant {
	return []Grant{
		{actions{ShowReintegration, SettlePlan, SettleFollowUp}, one(casework.RoleReintegration), relations{OwnDesk}},
		{actions{ShowReintegration}, roles{casework.RoleReintegration, casework.RoleReceiver}, relations{OwnDesk, Involved}},
		{actions{ShowReintegration}, team(), relations{OnTeam}},
		{actions{ShowReintegration}, one(casework.RoleReintegration), relations{Granted}},
	}
}

// grantsOfContact holds the rights on how she is reached. The table of field classes decides as well: a
// receiver sees it while she agrees to the handover, the desk of reintegration until she wants no contact.
func grantsOfContact() []Grant {
	talking := roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter}
	abroad := roles{casework.RoleReceiver, casework.RoleReintegration}
	return []Grant{
		{actions{ShowContact, RevealNumber}, append(roles{casework.RoleSupervisor}, talking...), relations{OnTeam}},
		{actions{ShowContact, RevealNumber}, abroad, relations{OwnDesk, Involved}},
		{actions{ShowContact, RevealNumber}, roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleCoordinator}, relations{BreakGlass}},
		{actions{AgreeContact}, talking, relations{OnTeam}},
		{actions{AgreeContact}, abroad, relations{OwnDesk, Involved}},
	}
}
