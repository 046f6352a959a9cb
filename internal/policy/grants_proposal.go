package policy

import "example.org/homeward/internal/casework"

// grantsOfProposals holds the rights on acts that take a second person. Those who see her whole case see what
// waits in it. Another desk sees what it has proposed or is asked about, and nothing else: a consulate, a
// carrier and the border never see a proposal. Package casework checks that the second person has another account, and
// the role that the action needs: a lawyer answers orders of authorities only.
// No lawyer has checked who agrees.
func grantsOfProposals() []Grant {
	deciding := roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleProsecutor, casework.RoleLegal}
	whole := append(roles{casework.RoleLegal}, team()...)
	// Those who may report what takes a second person, or may be asked about it.
	beside := roles{
		casework.RoleMedical, casework.RoleShelter, casework.RoleEscort, casework.RoleReceiver, casework.RoleReintegration,
		casework.RoleProsecutor,
	}
	oversees := one(casework.RoleCoordinator) // moves requests to other desks
	return []Grant{
		{actions{ListProposals, ShowProposal}, whole, relations{OnTeam}},
		{actions{ListProposals}, beside, relations{OnTeam, OwnDesk, Involved}}, // each row is checked again, with ShowProposal
		{actions{ListProposals}, oversees, relations{OwnDesk, Involved, HostLead}},
		// The head of a mission may propose that a request of the mission moves, and sees that own proposal.
		{actions{ListProposals, ShowProposal, WithdrawProposal}, one(casework.RoleMissionHead), relations{OwnDesk}},
		{actions{ShowProposal, WithdrawProposal}, append(append(roles{}, beside...), oversees...), relations{OwnDesk}},
		{actions{WithdrawProposal}, append(roles{casework.RoleLegal}, team()...), relations{OwnDesk}},
		{actions{AnswerProposal}, deciding, relations{OwnDesk}},
	}
}

// OfProposal returns the Subject for one proposal of a case: as the case, but waiting for the desk that is
// asked, and made by the desk that proposed. Either may be "".
func OfProposal(c Subject, asked, made casework.DeskID, agencyOf func(casework.DeskID) casework.AgencyID) Subject {
	c.Desks = addDesk(addDesk(nil, asked, agencyOf), made, agencyOf)
	return c
}
