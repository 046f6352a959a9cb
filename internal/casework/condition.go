package casework

import "strings"

// ConditionID is the name of a condition of a gate.
type ConditionID string

// The conditions. A condition that a corridor adds is named after its fact, as "fact:mfa_approval".
const (
	CondTold             ConditionID = "told_of_purpose"
	CondNeedsMet         ConditionID = "needs_met"
	CondInterpreter      ConditionID = "interpreter_ok"
	CondLawyerTold       ConditionID = "right_to_lawyer_told"
	CondScreeningConsent ConditionID = "screening_consent"
	CondFearAsked        ConditionID = "fear_of_return_asked"
	CondConsulateConsent ConditionID = "consulate_consent"
	CondNoAsylum         ConditionID = "no_asylum_claim"
	CondFamilyConsent    ConditionID = "family_consent"
	CondRecruiterKnown   ConditionID = "recruiter_relation_known"
	CondShareConsent     ConditionID = "handover_consent"
	CondSharingAgreement ConditionID = "sharing_agreement"
	CondReceiver         ConditionID = "receiver_of_consent"
	CondTwoScreenings    ConditionID = "two_screenings"
	CondReflectionOver   ConditionID = "reflection_over"
	CondNoReview         ConditionID = "no_review_pending"
	CondAgeSettled       ConditionID = "age_settled"
	CondGuardian         ConditionID = "guardian_appointed"
	CondBestInterests    ConditionID = "best_interests_decided"
	CondChildView        ConditionID = "child_view_recorded"
	CondFamilyAssessed   ConditionID = "family_assessed"
	CondVerified         ConditionID = "nationality_verified"
	CondDocumentValid    ConditionID = "document_valid"
	CondExitPermit       ConditionID = "exit_permit_valid"
	CondFineSettled      ConditionID = "fine_settled"
	CondReturnConsent    ConditionID = "return_consent"
	CondNoHold           ConditionID = "no_legal_hold"
	CondFit              ConditionID = "fit_to_travel"
	CondReception        ConditionID = "reception_accepted"
	CondNotPaused        ConditionID = "not_paused"
	CondNotWithdrawn     ConditionID = "return_chosen"
	CondTicketMatches    ConditionID = "ticket_matches_document"
	CondNamesMatch       ConditionID = "names_match_document"
	CondSeparated        ConditionID = "separations_kept"
	CondSlot             ConditionID = "border_slot_confirmed"
	CondCustodian        ConditionID = "custodian_accepted"
	CondCommitment       ConditionID = "embassy_committed"
	CondManifest         ConditionID = "manifest_locked"
	CondPreEmbarkation   ConditionID = "pre_embarkation_check"
	CondIdentityMatch    ConditionID = "identity_matches"
	CondAskedAgain       ConditionID = "consent_asked_again"
	CondNotContagious    ConditionID = "not_contagious"
	CondPickUp           ConditionID = "pick_up_named"
	CondNotExtreme       ConditionID = "risk_not_extreme"
	CondVoluntary        ConditionID = "modality_voluntary"
	CondInformed         ConditionID = "information_given"
	CondNoThreat         ConditionID = "no_threat_of_detention"
	CondFollowedUp       ConditionID = "followed_up"
	CondNoAlert          ConditionID = "no_open_alert"
	CondNoComplaint      ConditionID = "no_open_complaint"
	CondSupportPaid      ConditionID = "support_paid"
	CondDebtPaid         ConditionID = "screening_debt_paid"
	CondUndone           ConditionID = "everything_taken_back"
	CondRetention        ConditionID = "retention_reached"
	CondNoAccessRequest  ConditionID = "no_access_request"
	CondCells            ConditionID = "cells_of_11_or_more"
	CondPurpose          ConditionID = "purpose_recorded"
	CondSecondApprover   ConditionID = "second_approver"
	CondWatermark        ConditionID = "watermarked"
	CondSnapshot         ConditionID = "undo_snapshot_kept"
	CondDeparted         ConditionID = "departed"
	CondReceiverSays     ConditionID = "confirmed_by_receiver"
	CondWaiverAnswered   ConditionID = "fine_waiver_answered"
	CondRelation         ConditionID = "relation_proven"
	CondBackground       ConditionID = "background_checked"
	CondPreviewed        ConditionID = "preview_seen"
	CondReviewed         ConditionID = "access_reviewed"
)

// GateID is the number of a gate in section 4 of the field reference.
type GateID string

const ownPrefix = "fact:"

// OwnCondition returns the ID of the condition that a corridor adds for a fact.
func OwnCondition(name FactName) ConditionID { return ConditionID(ownPrefix + string(name)) }

// Own reports whether a corridor adds this condition, and for which fact.
func (id ConditionID) Own() (FactName, bool) {
	name, ok := strings.CutPrefix(string(id), ownPrefix)
	return FactName(name), ok
}
