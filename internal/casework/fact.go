package casework

import "time"

// FactName is the name of a fact. A newer fact supersedes an older one and never overwrites it: the
// case carries the newest, the record keeps all.
type FactName string

// The facts that gates and procedures read. A corridor may ask for more, with names of its own.
const (
	FactToldOfPurpose    FactName = "told_of_purpose"      // yes, legal_basis
	FactAge              FactName = "age"                  // adult, minor, disputed
	FactCustodian        FactName = "custodian"            // state, police, bgf, dkba, none, other
	FactNeedsMet         FactName = "needs_met"            // yes, no
	FactInterpreter      FactName = "interpreter"          // ok, not_needed, missing
	FactLawyerTold       FactName = "lawyer_told"          // yes, no
	FactContagious       FactName = "contagious"           // no, suspected, yes, cleared
	FactHostDuty         FactName = "host_legal_duty"      // yes in the first edition; since then see OrderHostDuty
	FactRecruiter        FactName = "recruiter_relation"   // known, unknown
	FactSecondScreening  FactName = "second_screening"     // offered
	FactChildView        FactName = "child_view"           // recorded
	FactLeaveRequest     FactName = "leave_request"        // written
	FactInformed         FactName = "information_given"    // yes: the counselling before the return decision
	FactThreat           FactName = "threat_of_detention"  // yes: detention was named as the alternative
	FactPickUp           FactName = "pick_up_named"        // yes
	FactIdentityMatch    FactName = "identity_match"       // yes, no
	FactAskedAgain       FactName = "consent_asked_again"  // yes, no
	FactNamesMatch       FactName = "names_match_document" // yes, no
	FactSeparated        FactName = "separations_kept"     // yes, no
	FactCharter          FactName = "charter"              // yes
	FactLossAccepted     FactName = "loss_accepted"        // yes
	FactSharing          FactName = "sharing_agreement"    // in_force, ended
	FactLegalOrder       FactName = "legal_order"          // yes in the first edition; since then see OrderDisclosure
	FactSafetyAlert      FactName = "safety_alert"         // open, closed
	FactComplaint        FactName = "complaint"            // open, closed
	FactSupport          FactName = "support_paid"         // yes, owed
	FactScreeningDebt    FactName = "screening_debt"       // owed, paid
	FactDeceased         FactName = "deceased"             // yes
	FactAsylum           FactName = "asylum_claim"         // see AsylumOpen
	FactNationality      FactName = "nationality"          // see NationalityConfirmed
	FactContact          FactName = "contact"              // kept, lost
	FactMedicalCrisis    FactName = "medical_emergency"    // open, closed
	FactWaiverAnswered   FactName = "waiver_answered"      // yes
	FactRetentionReached FactName = "retention_reached"    // yes
	FactAccessPending    FactName = "access_request"       // open, closed
	FactPurpose          FactName = "purpose_recorded"     // yes
	FactSecondApprover   FactName = "second_approver"      // yes
	FactWatermark        FactName = "watermark"            // yes
	FactSnapshot         FactName = "undo_snapshot"        // kept
	FactPreviewed        FactName = "preview_seen"         // yes
	FactCellSize         FactName = "cells_of_11"          // yes
	FactRelationProven   FactName = "relation_proven"      // yes
	FactBackground       FactName = "background_checked"   // yes
	FactFunding          FactName = "onward_funding"       // yes
)

// FactSpec holds the permitted values of a fact, and the desks that may state it.
type FactSpec struct {
	Name   FactName
	Values []string
	Desks  []DeskKind
}

// FactSpecs is the table of facts that a person may state without a decision. Facts that follow from a
// decision or an event are not in it; the rules set them.
func FactSpecs() []FactSpec {
	yes, yesNo, openClosed := []string{"yes"}, []string{"yes", "no"}, []string{"open", "closed"}
	care := []DeskKind{DeskCaseworker, DeskRegistrar, DeskSupervisor}
	return []FactSpec{
		{FactToldOfPurpose, []string{"yes", "legal_basis"}, care},
		{FactAge, []string{"adult", "minor", "disputed"}, []DeskKind{DeskRegistrar, DeskCaseworker, DeskMedical, DeskScreener}},
		{FactCustodian, []string{"state", "police", "bgf", "dkba", "none", "other"}, append([]DeskKind{DeskBorder}, care...)},
		{FactNeedsMet, yesNo, []DeskKind{DeskMedical, DeskShelter, DeskCaseworker}},
		{FactInterpreter, []string{"ok", "not_needed", "missing"}, append([]DeskKind{DeskScreener}, care...)},
		{FactLawyerTold, yesNo, append([]DeskKind{DeskScreener}, care...)},
		{FactContagious, []string{"no", "suspected", "yes", "cleared"}, []DeskKind{DeskMedical}},
		{FactHostDuty, yesNo, []DeskKind{DeskImmigration, DeskSupervisor}},
		{FactRecruiter, []string{"known", "unknown"}, care},
		{FactSecondScreening, []string{"offered"}, []DeskKind{DeskScreener, DeskCaseworker}},
		{FactChildView, []string{"recorded"}, []DeskKind{DeskChildPanel, DeskCaseworker}},
		{FactLeaveRequest, []string{"written"}, care},
		{FactInformed, yesNo, care},
		{FactThreat, yesNo, care},
		{FactPickUp, yesNo, []DeskKind{DeskReceiving}},
		{FactLossAccepted, yes, []DeskKind{DeskMovement, DeskSupervisor}},
		{FactSharing, []string{"in_force", "ended"}, []DeskKind{DeskSupervisor}},
		{FactLegalOrder, yesNo, []DeskKind{DeskProsecutor, DeskSupervisor}},
		{FactSafetyAlert, openClosed, []DeskKind{DeskCaseworker, DeskReintegration, DeskReceiving, DeskSupervisor, DeskShelter}},
		{FactComplaint, openClosed, []DeskKind{DeskCaseworker, DeskReintegration, DeskSupervisor, DeskReview}},
		{FactSupport, []string{"yes", "owed"}, []DeskKind{DeskReintegration}},
		{FactWaiverAnswered, yes, []DeskKind{DeskImmigration}},
		{FactRelationProven, yes, []DeskKind{DeskChildPanel}},
		{FactBackground, yes, []DeskKind{DeskChildPanel}},
		{FactFunding, yes, []DeskKind{DeskConsulate, DeskTransport}},
	}
}

// FactSpecOf returns the specification of a fact that a person may state. ok is false if there is none.
func FactSpecOf(name FactName) (FactSpec, bool) {
	for _, spec := range FactSpecs() {
		if spec.Name == name {
			return spec, true
		}
	}
	return FactSpec{}, false
}

// Fact is a fact with its author and time.
type Fact struct {
	Name  FactName  `json:"name"`
	Value string    `json:"value"`
	At    time.Time `json:"at"`
	By    Actor     `json:"by"`
	Key   Key       `json:"key"`
}

// Statement is a fact in a command, before it has an author.
type Statement struct {
	Name  FactName `json:"name"`
	Value string   `json:"value"`
}
