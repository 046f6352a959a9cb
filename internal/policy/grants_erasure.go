package policy

import "example.org/homeward/internal/casework"

// grantsOfErasure holds the rights on erasures. Supervisors of desks that have a part in the case
// request one; the data protection officer, who has no part in the case, approves it. Package erasure
// checks that these are two accounts. Field reference 4 (G23) and 11; no lawyer has checked who may
// request.
func grantsOfErasure() []Grant {
	near := one(casework.RoleSupervisor)
	guard := one(casework.RoleDPO)
	protected := relations{OwnDesk, OwnAgency, HostCountry}
	return []Grant{
		{actions{PreviewErasure, RequestErasure, ShowErasure}, near, relations{OwnDesk, Involved, OwnAgency}},
		{actions{PreviewErasure, RequestErasure, ShowErasure, ApproveErasure, RefuseErasure}, guard, protected},
		{actions{ListErasures}, append(roles{casework.RoleSupervisor}, guard...), relations{Unrelated}}, // each row is checked again, with ShowErasure
		{actions{ShowRetention}, guard, relations{Unrelated}},
		// A desk that received data says what it did with it; so may the officers who answer for its
		// agency. The data protection officer of the host state sees who has not answered, and records
		// who cannot be reached.
		{actions{ListDeletions}, staff(), relations{Unrelated}}, // each row is checked again, with ShowDeletion
		{actions{ShowDeletion, AnswerDeletion}, staff(), relations{OwnDesk}},
		{actions{ShowDeletion, AnswerDeletion}, roles{casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleLegal}, relations{OwnAgency}},
		{actions{ShowDeletion, AnswerDeletion}, guard, relations{OwnAgency, HostCountry}},
	}
}
