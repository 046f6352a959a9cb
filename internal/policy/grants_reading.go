package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// grantsOfReading holds the rights on reviews of what an account has read beyond its work: the account explains its
// own, and a data protection officer of the agency that answers for it accepts or rejects it. For the account itself
// a review is OwnDesk, for that agency OwnAgency; see OfReading. No lawyer has checked it.
func grantsOfReading() []Grant {
	guard := one(casework.RoleDPO)
	readers := slices.DeleteFunc(staff(), func(r casework.Role) bool { return r == casework.RoleDPO }) // who reads no file
	return []Grant{
		{actions{ListReadings}, staff(), relations{Unrelated}}, // each row is checked again
		{actions{ExplainReading}, readers, relations{OwnDesk}},
		{actions{ListReadings, AcceptReading, RejectReading}, guard, relations{OwnAgency}},
	}
}

// OfReading returns the Subject for a review: it is of the account that read, and the agency that answers for it has
// a part in it.
func OfReading(a Actor, by casework.AccountID, answers casework.AgencyID) Subject {
	if by == a.Account {
		return Subject{Account: by}
	}
	return Subject{Asked: []DeskAgency{{Agency: answers}}}
}
