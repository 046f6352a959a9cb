package policy

import "example.org/homeward/internal/casework"

// grantsOfErasure holds the rights on erasures. A supervisor of her team or a data protection officer of
// the host state requests one; a data protection officer of another agency of the host state approves
// it: of the agency that leads referrals, or of one on her team. Package erasure checks that these are
// two accounts of two agencies. Her team can stop it. Field reference 4 (G23) and 11; no lawyer has
// checked who may request.
func grantsOfErasure() []Grant {
	near := one(casework.RoleSupervisor)
	guard := one(casework.RoleDPO)
	protected := relations{OnTeam, HostLead}
	return []Grant{
		{actions{PreviewErasure, RequestErasure, ShowErasure}, near, relations{OnTeam}},
		{actions{ShowErasure, RefuseErasure, StopErasure}, roles{casework.RoleSupervisor, casework.RoleCaseworker}, relations{OnTeam}},
		{actions{PreviewErasure, RequestErasure, ShowErasure, ApproveErasure, RefuseErasure, StopErasure}, guard, protected},
		{actions{ListErasures}, append(roles{casework.RoleSupervisor, casework.RoleCaseworker}, guard...), relations{Unrelated}}, // each row is checked again, with ShowErasure
		{actions{ShowRetention}, guard, relations{Unrelated}},
		// A desk that received data says what it did with it; so may the officers who answer for its
		// agency. The data protection officer of the host state sees who has not answered, and records
		// who cannot be reached.
		{actions{ListDeletions}, staff(), relations{Unrelated}}, // each row is checked again, with ShowDeletion
		{actions{ShowDeletion, AnswerDeletion}, staff(), relations{OwnDesk}},
		{actions{ShowDeletion, AnswerDeletion}, roles{casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleLegal}, relations{OwnAgency}},
		{actions{ShowDeletion, AnswerDeletion}, guard, relations{OwnAgency, HostLead}},
	}
}
