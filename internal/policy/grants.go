package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Grants is the table of rights. An action that no grant allows is refused.
func Grants() []Grant {
	return slices.Concat(grantsOfAll(), grantsOfOperations(), grantsOfCases(), grantsOfAccess(), grantsOfReports(), grantsOfProposals(), grantsOfTasks(), grantsOfNotices(), grantsOfReading(), grantsOfMovements(), grantsOfReintegration(), grantsOfContact(), grantsOfErasure(), grantsOfAudit())
}

type (
	actions   = []Action
	roles     = []casework.Role
	relations = []Relation
)

// staff is every role that works on cases or oversees case work. It excludes the auditor, who examines
// how the organisation works and sees no case, and the survivor, who needs no account: the people who
// counsel her record what she decides.
func staff() roles {
	var out roles
	for _, r := range casework.Roles() {
		if r != casework.RoleSurvivor && r != casework.RoleAuditor {
			out = append(out, r)
		}
	}
	return out
}

// team is the roles of the host state that work on a case from its first day to the departure.
func team() roles {
	return roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor}
}

// answering is the roles that settle steps: they answer the tasks of their own desk. Roles that only
// oversee (mission head, coordinator, operation lead, data protection officer, budget holder, legal
// officer) are not among them.
func answering() roles {
	return roles{
		casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleScreener,
		casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleChildPanel,
		casework.RoleShelter, casework.RoleMedical, casework.RoleConsul, casework.RoleImmigration, casework.RoleBorder,
		casework.RoleProsecutor, casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort,
		casework.RoleReceiver, casework.RoleReintegration, casework.RoleProtection,
	}
}

func one(r casework.Role) roles { return roles{r} }

// grantsOfAll holds the rights that every account has.
func grantsOfAll() []Grant {
	return []Grant{
		{actions{ShowAccount, ListDesks, ListCorridors, ListQuestionnaires}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}},
		{actions{FollowEvents}, staff(), relations{Unrelated}},
		{actions{ShowSettings, ChangeSettings, ListAbsences}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}}, // each account its own
		{actions{ListViews, SaveView, RemoveView, FreezeSelection, ShowSelection}, staff(), relations{Unrelated}},                  // what they lead to is checked again
		{actions{ProposeWording, ListWordings}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}},               // what each account has proposed itself
		{actions{ActOnTasks}, append(roles{casework.RoleMissionHead, casework.RoleCoordinator}, answering()...), relations{Unrelated}},
		// A command reveals what its sender did, so only the sender sees it.
		{actions{ShowCommand}, staff(), relations{OwnDesk}},
		// A draft is of the account that typed it alone. For one about a case, use-cases ask about the case too.
		{actions{KeepDraft, ShowDrafts, DropDrafts}, staff(), relations{OwnDesk}},
	}
}

// grantsOfAudit holds the rights on the audit log. Only roles that write nothing else into the log may
// examine it. A survivor's caseworker can tell her who looked at her case. Hashes and signatures reveal
// nothing about people, so every partner may verify the log with them, and the officers who answer for
// an agency may countersign it.
func grantsOfAudit() []Grant {
	return []Grant{
		{actions{ShowReaders}, one(casework.RoleCaseworker), relations{OnTeam}},
		{actions{ShowReaders}, one(casework.RoleDPO), relations{OnTeam, HostLead}},
		{actions{ListAuditEvents}, roles{casework.RoleDPO, casework.RoleAuditor}, relations{Unrelated}}, // the database returns to each only the rows that are theirs
		{actions{ShowAuditKey, ShowNewestHead, ShowAuditHead, ProveAuditTree, ProveAuditLeaf}, append(one(casework.RoleAuditor), staff()...), relations{Unrelated}},
		{actions{Countersign}, roles{casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleCoordinator, casework.RoleAuditor}, relations{Unrelated}},
	}
}

// grantsOfOperations holds the rights on operations and lists. They belong to the desk that leads the
// operation and, for a list, to the desk that uploaded it; the agency that leads referrals in the host
// state oversees them. A role that deals with one nationality only (consulate, receiver) sees no
// operation, because it counts people of other nationalities.
func grantsOfOperations() []Grant {
	lead := roles{casework.RoleOperationLead, casework.RoleSupervisor}
	watch := append(roles{casework.RoleCoordinator, casework.RoleRegistrar}, lead...)
	field := append(roles{
		casework.RoleCaseworker, casework.RoleScreener, casework.RoleMedical, casework.RoleShelter,
		casework.RoleBorder, casework.RoleImmigration, casework.RoleTransport, casework.RoleMovementApprover,
		casework.RoleBudgetHolder, casework.RoleDPO,
	}, watch...)
	intake := append(roles{casework.RoleRegistrar}, lead...)
	here := relations{OwnDesk, HostLead}
	return []Grant{
		{actions{OpenOperation}, append(roles{casework.RoleCoordinator}, lead...), relations{HostCare}},
		{actions{ListOperations}, append(one(casework.RoleAuditor), field...), relations{Unrelated}}, // each row is checked again, with ShowOperation
		// Counts of many people; see CountsWithheld for small ones.
		{actions{ShowOperation, ShowFunnel}, one(casework.RoleAuditor), relations{HostLead}},
		{actions{ShowOperation}, field, here},
		{actions{JoinOperation}, team(), relations{OwnDesk, HostCare}},
		{actions{JoinOperation}, one(casework.RoleTransport), relations{OwnDesk, HostCountry}},
		{actions{ShowFunnel}, watch, here},
		// Many cases go on only when a second person agrees; package operation checks that it is another account.
		{actions{PauseOperation, ResumeOperation, CloseOperation, PreviewResume, AgreeResume, RefuseResume}, append(roles{casework.RoleCoordinator}, lead...), here},
		{actions{ListLists, ShowList, ListListAnswers}, watch, here},
		{actions{UploadList, ConfirmList}, intake, here},
		// A list of many people needs a second person, from those who lead or coordinate. Package
		// operation checks that it is another account.
		{actions{PreviewList, RefuseList}, watch, here},
		{actions{ApproveList}, append(roles{casework.RoleCoordinator}, lead...), here},
		// Rows hold names, and remarks that may be anything. Only the desk that leads and the desk that
		// uploaded see them.
		{actions{ShowListRows, AnswerList}, intake, relations{OwnDesk}},
	}
}
