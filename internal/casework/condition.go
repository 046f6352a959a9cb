package casework

import "time"

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

// Condition is a condition of a gate, with the kind of desk that can meet it.
type Condition struct {
	ID    ConditionID
	Owner DeskKind
	// Test reports whether the condition is met, and by what.
	Test func(View) ConditionResult
}

// View is the input of a condition.
type View struct {
	Case *Case
	Now  time.Time
	// Actor is the author of the command that is being checked, or the zero Actor if a gate is only
	// read.
	Actor Actor
	// Stated are the facts that the command states.
	Stated []Statement
}

// ConditionResult is the result of testing a condition.
type ConditionResult struct {
	Met bool
	// By names what met the condition: a step and its outcome, a consent, a fact. It never names a
	// person.
	By string
	// Since is when the condition became met or unmet. Zero means since the case was opened.
	Since time.Time
}

// ConditionByID returns the condition with an ID. Conditions that a corridor adds are not found.
func ConditionByID(id ConditionID) (Condition, bool) {
	for _, c := range conditionTable {
		if c.ID == id {
			return c, true
		}
	}
	return Condition{}, false
}

// Conditions lists all conditions except those that corridors add.
func Conditions() []Condition { return conditionTable }

//nolint:gochecknoglobals // a read-only table; built once because every command reads it
var conditionTable = conditions()

func conditions() []Condition {
	return []Condition{
		{CondTold, DeskRegistrar, factIs(FactToldOfPurpose, "yes", "legal_basis")},
		{CondNeedsMet, DeskMedical, factIs(FactNeedsMet, "yes")},
		{CondInterpreter, DeskScreener, factIs(FactInterpreter, "ok", "not_needed")},
		{CondLawyerTold, DeskScreener, factIs(FactLawyerTold, "yes")},
		{CondScreeningConsent, DeskCaseworker, consented(ConsentScreening)},
		{CondFearAsked, DeskCaseworker, settled(StepFearOfReturn, No, Waived)},
		{CondConsulateConsent, DeskCaseworker, anyOf(both(consented(ConsentConsulate), consented(ConsentShareIdentity)), factIs(FactHostDuty, "yes"), rule("host duty by law", func(r *Rules) bool { return r.HostDuty }))},
		{CondNoAsylum, DeskCaseworker, factIsNot(FactAsylum, "open")},
		{CondFamilyConsent, DeskCaseworker, consented(ConsentFamily)},
		{CondRecruiterKnown, DeskCaseworker, factIs(FactRecruiter, "known")},
		{CondShareConsent, DeskCaseworker, anyOf(consented(ConsentHandover), factIs(FactLegalOrder, "yes"), byForce)},
		{CondSharingAgreement, DeskSupervisor, anyOf(rule("corridor's agreement", func(r *Rules) bool { return r.SharingAgreement }), factIs(FactSharing, "in_force"))},
		{CondTwoScreenings, DeskScreener, twoScreenings},
		{CondReflectionOver, DeskSurvivor, reflectionOver},
		{CondNoReview, DeskReview, anyOf(noReview, factIs(FactLeaveRequest, "written"))},
		{CondAgeSettled, DeskChildPanel, factIs(FactAge, "adult")},
		{CondGuardian, DeskChildPanel, childOnly(settled(StepGuardian, Appointed))},
		{CondBestInterests, DeskChildPanel, childOnly(settled(StepBestInterests, Return, Reunify))},
		{CondChildView, DeskChildPanel, childOnly(factIs(FactChildView, "recorded"))},
		{CondFamilyAssessed, DeskReceiving, childOnly(settled(StepFamilyAssessment, Safe, Unsafe, NotFound, Declined))},
		{CondVerified, DeskConsulate, settled(StepVerifyNationality, Confirmed, PermanentResident)},
		{CondDocumentValid, DeskConsulate, ifStepEnabled(StepTravelDocument, settled(StepTravelDocument, Issued))},
		{CondExitPermit, DeskImmigration, ifStepEnabled(StepExitPermit, settled(StepExitPermit, Granted))},
		{CondFineSettled, DeskImmigration, ifStepEnabled(StepFineWaiver, settled(StepFineWaiver, Granted, NotDue, Refused))},
		{CondReturnConsent, DeskCaseworker, anyOf(consented(ConsentReturn), byForce)},
		{CondNoHold, DeskProsecutor, noHold},
		{CondFit, DeskMedical, ifStepEnabled(StepFitToTravel, settled(StepFitToTravel, Fit, FitWith))},
		{CondReception, DeskReceiving, ifStepEnabled(StepReception, settled(StepReception, Accepted))},
		{CondNotPaused, DeskSupervisor, notPaused},
		{CondNotWithdrawn, DeskCaseworker, anyOf(settled(StepSolution, Return), byForce, childReturns)},
		{CondTicketMatches, DeskTransport, ticketMatches},
		{CondNamesMatch, DeskTransport, factIsNotOne(FactNamesMatch, "no")},
		{CondSeparated, DeskMovement, factIsNotOne(FactSeparated, "no")},
		{CondSlot, DeskBorder, settled(StepBorderSlot, Confirmed)},
		{CondCustodian, DeskBorder, custodianAccepted},
		{CondCommitment, DeskConsulate, ifStepEnabled(StepEmbassyCommitment, settled(StepEmbassyCommitment, Committed))},
		{CondManifest, DeskMovement, settled(StepManifest, Locked)},
		{CondPreEmbarkation, DeskMedical, ifStepEnabled(StepPreEmbarkation, settled(StepPreEmbarkation, Fit))},
		{CondIdentityMatch, DeskEscort, atBoarding(FactIdentityMatch)},
		{CondAskedAgain, DeskEscort, anyOf(atBoarding(FactAskedAgain), byForce)},
		{CondNotContagious, DeskMedical, factIsNot(FactContagious, "suspected", "yes")},
		{CondPickUp, DeskReceiving, ifStepEnabled(StepReception, factIs(FactPickUp, "yes"))},
		{CondNotExtreme, DeskCaseworker, notExtreme},
		{CondVoluntary, DeskCaseworker, voluntary},
		{CondInformed, DeskCaseworker, factIs(FactInformed, "yes")},
		{CondNoThreat, DeskCaseworker, factIsNot(FactThreat, "yes")},
		{CondFollowedUp, DeskReintegration, followedUp},
		{CondNoAlert, DeskCaseworker, factIsNot(FactSafetyAlert, "open")},
		{CondNoComplaint, DeskSupervisor, factIsNot(FactComplaint, "open")},
		{CondSupportPaid, DeskReintegration, factIsNot(FactSupport, "owed")},
		{CondDebtPaid, DeskReintegration, factIsNot(FactScreeningDebt, "owed")},
		{CondUndone, DeskSupervisor, undoComplete},
		{CondRetention, DeskSupervisor, factIs(FactRetentionReached, "yes")},
		{CondNoAccessRequest, DeskSupervisor, factIsNot(FactAccessPending, "open")},
		{CondCells, DeskSupervisor, factIs(FactCellSize, "yes")},
		{CondPurpose, DeskSupervisor, factIs(FactPurpose, "yes")},
		{CondSecondApprover, DeskSupervisor, anyOf(factIs(FactSecondApprover, "yes"), secondPersonAgrees)},
		{CondWatermark, DeskSupervisor, factIs(FactWatermark, "yes")},
		{CondSnapshot, DeskSupervisor, factIs(FactSnapshot, "kept")},
		{CondDeparted, DeskEscort, settled(StepDeparture, Departed)},
		{CondReceiverSays, DeskReceiving, receiverSays},
		{CondWaiverAnswered, DeskImmigration, anyOf(settled(StepFineWaiver, Granted, Refused, NotDue), factIs(FactWaiverAnswered, "yes"))},
		{CondRelation, DeskChildPanel, factIs(FactRelationProven, "yes")},
		{CondBackground, DeskChildPanel, factIs(FactBackground, "yes")},
		{CondPreviewed, DeskSupervisor, factIs(FactPreviewed, "yes")},
		{CondReviewed, DeskSupervisor, accessReviewed},
	}
}
