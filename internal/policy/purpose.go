package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Purpose says why somebody looks at what is personal. Every such look is recorded with one
// (field reference 10.1: a purpose code on every read).
type Purpose = casework.Purpose

// The purposes. The list is closed: a purpose that does not stand here cannot be given.
const (
	ForCasework       Purpose = "casework"         // to carry the case on: counsel, consent, the next step
	ForIdentification Purpose = "identification"   // to find out what was done to her: screening, panel, review
	ForCare           Purpose = "care"             // to treat, feed and house her
	ForClearance      Purpose = "clearance"        // to confirm who she is and make her papers
	ForJustice        Purpose = "justice"          // a hold, a release, an order of an authority
	ForTravel         Purpose = "travel"           // a seat, a ticket, a manifest, the way itself
	ForReception      Purpose = "reception"        // to meet her and take her in
	ForReintegration  Purpose = "reintegration"    // the plan after the return, and its follow-ups
	ForOversight      Purpose = "oversight"        // to see that the work is done, and done well
	ForProtection     Purpose = "data_protection"  // a request about her data, a complaint, an examination
	ForHerRequest     Purpose = "survivor_request" // she has asked for it
	ForEmergency      Purpose = "emergency"        // somebody is in danger now
)

// Purposes lists every purpose.
func Purposes() []Purpose {
	return []Purpose{
		ForCasework, ForIdentification, ForCare, ForClearance, ForJustice, ForTravel, ForReception, ForReintegration,
		ForOversight, ForProtection, ForHerRequest, ForEmergency,
	}
}

// PurposeKnown says whether a purpose stands in the list.
func PurposeKnown(p Purpose) bool { return slices.Contains(Purposes(), p) }

// PurposeOf is why a role looks at something when it does not say: what that role is there for.
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
	default: // the case's own team, and whoever counsels her
		return ForCasework
	}
}
