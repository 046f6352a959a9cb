package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Purpose is the reason for reading personal data. Every read of personal data is recorded with one
// (field reference 10.1: a purpose code on every read).
type Purpose = casework.Purpose

// The purposes. The list is closed: a purpose that is not in it is refused.
const (
	ForCasework       Purpose = "casework"         // to work on the case: counselling, consent, the next step
	ForIdentification Purpose = "identification"   // to find out what was done to her: screening, panel, review
	ForCare           Purpose = "care"             // to treat, feed and shelter her
	ForClearance      Purpose = "clearance"        // to confirm her identity and issue her papers
	ForJustice        Purpose = "justice"          // a hold, a release, an order of an authority
	ForTravel         Purpose = "travel"           // a seat, a ticket, a manifest, the trip itself
	ForReception      Purpose = "reception"        // to meet her and take her in
	ForReintegration  Purpose = "reintegration"    // the plan after the return, and its follow-ups
	ForOversight      Purpose = "oversight"        // to check that the work is done, and done well
	ForProtection     Purpose = "data_protection"  // a request about her data, a complaint, an audit
	ForHerRequest     Purpose = "survivor_request" // she has asked for it
	ForEmergency      Purpose = "emergency"        // a person is in danger now
)

// Purposes lists every purpose.
func Purposes() []Purpose {
	return []Purpose{
		ForCasework, ForIdentification, ForCare, ForClearance, ForJustice, ForTravel, ForReception, ForReintegration,
		ForOversight, ForProtection, ForHerRequest, ForEmergency,
	}
}

// PurposeKnown reports whether a purpose is in the list.
func PurposeKnown(p Purpose) bool { return slices.Contains(Purposes(), p) }

// PurposeOf returns the purpose for a read that names none: the main purpose of the role.
func PurposeOf(role casework.Role) Purpose {
	switch role {
	case casework.RoleScreener, casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleChildPanel:
		return ForIdentification
	case casework.RoleMedical, casework.RoleShelter:
		return ForCare
	case casework.RoleConsul, casework.RoleImmigration, casework.RoleBorder:
		return ForClearance
	case casework.RoleProsecutor:
		return ForJustice
	case casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort:
		return ForTravel
	case casework.RoleReceiver:
		return ForReception
	case casework.RoleReintegration:
		return ForReintegration
	case casework.RoleSupervisor, casework.RoleMissionHead, casework.RoleBudgetHolder, casework.RoleCoordinator, casework.RoleOperationLead,
		casework.RoleAuditor:
		return ForOversight
	case casework.RoleDPO:
		return ForProtection
	default: // the case team, and others who counsel her
		return ForCasework
	}
}
