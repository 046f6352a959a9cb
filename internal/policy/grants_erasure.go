package policy

import "example.org/homeward/internal/casework"

// grantsOfErasure: those who are near her ask, and the data protection officer, who has no
// part in the case, approves. That these are two persons is judged by package erasure.
// Field reference 4 (G23) and 11; no lawyer has checked who may ask.
func grantsOfErasure() []Grant {
	near := one(casework.RoleSupervisor)
	guard := one(casework.RoleDPO)
	protected := relations{OwnDesk, OwnAgency, HostCountry}
	return []Grant{
		{actions{PreviewErasure, RequestErasure, ShowErasure}, near, relations{OwnDesk, Involved, OwnAgency}},
		{actions{PreviewErasure, RequestErasure, ShowErasure, ApproveErasure, RefuseErasure}, guard, protected},
		{actions{ListErasures}, append(roles{casework.RoleSupervisor}, guard...), relations{Unrelated}}, // each row is asked about again, as ShowErasure
		{actions{ShowRetention}, guard, relations{Unrelated}},
		// Whoever was given something says what became of it; those who answer for the agency too. The
		// data protection officer of the host state sees who has not, and says who cannot be reached.
		{actions{ListDeletions}, staff(), relations{Unrelated}}, // each row is asked about again, as ShowDeletion
		{actions{ShowDeletion, AnswerDeletion}, staff(), relations{OwnDesk}},
		{actions{ShowDeletion, AnswerDeletion}, roles{casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleLegal}, relations{OwnAgency}},
		{actions{ShowDeletion, AnswerDeletion}, guard, relations{OwnAgency, HostCountry}},
	}
}
