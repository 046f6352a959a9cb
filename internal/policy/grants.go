package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Grants is the table of rights: what stands in none of its sentences nobody may do.
func Grants() []Grant {
	return slices.Concat(grantsOfAll(), grantsOfOperations(), grantsOfCases(), grantsOfAccess(), grantsOfReports(), grantsOfTasks(), grantsOfMovements(), grantsOfReintegration(), grantsOfErasure(), grantsOfAudit())
}

type (
	actions   = []Action
	roles     = []casework.Role
	relations = []Relation
)

// staff is everybody who works on cases or oversees those who do: every role but the
// auditor's, who examines how the house is run and sees nobody's case, and the survivor's.
// She needs no account; what she decides is recorded by those who counsel her.
func staff() roles {
	var out roles
	for _, r := range casework.Roles() {
		if r != casework.RoleSurvivor && r != casework.RoleAuditor {
			out = append(out, r)
		}
	}
	return out
}

// team are those of the host state who carry a case from its first day to the departure.
func team() roles {
	return roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor}
}

// answering are the roles that settle steps: they answer what their own desk is asked.
// Those who only oversee (mission head, coordinator, operation lead, data protection
// officer, budget holder, legal officer) are not among them.
func answering() roles {
	return roles{
		casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleScreener,
		casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleChildPanel,
		casework.RoleShelter, casework.RoleMedical, casework.RoleConsul, casework.RoleImmigration, casework.RoleBorder,
		casework.RoleProsecutor, casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort,
		casework.RoleReceiver, casework.RoleReintegration,
	}
}

func one(r casework.Role) roles { return roles{r} }

// grantsOfAll is what everybody with an account may do.
func grantsOfAll() []Grant {
	return []Grant{
		{actions{ShowAccount, ListDesks, ListCorridors, ListQuestionnaires}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}},
		{actions{FollowEvents}, staff(), relations{Unrelated}},
		// A command is its sender's alone: it says what they did.
		{actions{ShowCommand}, staff(), relations{OwnDesk}},
	}
}

// grantsOfAudit: the log is examined by those who write nothing else into it. Whom a case is
// about hears from her caseworker who has looked at it. Hashes and signatures tell nothing of
// anybody: every partner may hold the log against them, and those who answer for an agency
// put its signature under them.
func grantsOfAudit() []Grant {
	return []Grant{
		{actions{ShowReaders}, one(casework.RoleCaseworker), relations{OwnDesk, Involved}},
		{actions{ShowReaders}, one(casework.RoleDPO), relations{OwnDesk, Involved, OwnAgency, HostCountry}},
		{actions{ListAuditEvents}, roles{casework.RoleDPO, casework.RoleAuditor}, relations{Unrelated}}, // the database gives each what is theirs
		{actions{ShowAuditKey, ShowNewestHead, ShowAuditHead, ProveAuditTree, ProveAuditLeaf}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}},
		{actions{Countersign}, roles{casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleCoordinator, casework.RoleAuditor}, relations{Unrelated}},
	}
}

// grantsOfOperations: an operation is led in the host state. Who has to do with one nation
// only (consulate, receiver) sees no operation: it counts people of other nations.
func grantsOfOperations() []Grant {
	lead := roles{casework.RoleOperationLead, casework.RoleSupervisor}
	watch := append(roles{casework.RoleCoordinator, casework.RoleRegistrar}, lead...)
	field := append(roles{
		casework.RoleCaseworker, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter,
		casework.RoleBorder, casework.RoleImmigration, casework.RoleTransport, casework.RoleMovementApprover,
		casework.RoleBudgetHolder, casework.RoleDPO,
	}, watch...)
	intake := append(roles{casework.RoleRegistrar}, lead...)
	here := relations{OwnDesk, OwnAgency, HostCountry}
	return []Grant{
		{actions{OpenOperation}, append(roles{casework.RoleCoordinator}, lead...), relations{HostCountry}},
		{actions{ListOperations}, append(one(casework.RoleAuditor), field...), relations{Unrelated}}, // each row is asked about again, as ShowOperation
		// Counts of many people, and of nobody in particular; see CountsWithheld.
		{actions{ShowOperation, ShowFunnel}, one(casework.RoleAuditor), relations{HostCountry}},
		{actions{ShowOperation}, field, here},
		{actions{ShowFunnel}, watch, here},
		{actions{PauseOperation, ResumeOperation, CloseOperation}, append(roles{casework.RoleCoordinator}, lead...), here},
		{actions{ListLists, ShowList}, watch, here},
		{actions{UploadList, ConfirmList}, intake, here},
		// A list of many people takes a second person, of those who lead or coordinate. That it is
		// another account is judged by package operation.
		{actions{PreviewList, RefuseList}, watch, here},
		{actions{ApproveList}, append(roles{casework.RoleCoordinator}, lead...), here},
		// Rows hold names. The coordinator sees counts; identities take a reason on record.
		{actions{ShowListRows}, intake, here},
	}
}
