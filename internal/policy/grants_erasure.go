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
		{actions{ListErasures}, append(roles{casework.RoleSupervisor}, guard...), relations{Nobody}}, // each row is asked about again, as ShowErasure
		{actions{ShowRetention}, guard, relations{Nobody}},
	}
}
