package gate

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Condition is a condition of a gate, with the kind of desk that can meet it.
type Condition struct {
	ID    casework.ConditionID
	Owner casework.DeskKind
	// Test reports whether the condition is met, and by what.
	Test func(View) Result
}

// View is the input of a condition.
type View struct {
	Case *casework.Case
	Now  time.Time
	// Actor is the author of the command that is being checked, or the zero Actor if a gate is only
	// read.
	Actor casework.Actor
	// Stated are the facts that the command states.
	Stated []casework.Statement
}

// Result is the result of testing a condition.
type Result struct {
	Met bool
	// By names what met the condition: a step and its outcome, a consent, a fact. It never names a
	// person.
	By string
	// Since is when the condition became met or unmet. Zero means since the case was opened.
	Since time.Time
}

// ConditionByID returns the condition with an ID. Conditions that a corridor adds are not found.
func ConditionByID(id casework.ConditionID) (Condition, bool) {
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
		{casework.CondTold, casework.DeskRegistrar, factIs(casework.FactToldOfPurpose, "yes", "legal_basis")},
		{casework.CondNeedsMet, casework.DeskMedical, factIs(casework.FactNeedsMet, "yes")},
		{casework.CondInterpreter, casework.DeskScreener, factIs(casework.FactInterpreter, "ok", "not_needed")},
		{casework.CondLawyerTold, casework.DeskScreener, factIs(casework.FactLawyerTold, "yes")},
		{casework.CondScreeningConsent, casework.DeskCaseworker, consented(casework.ConsentScreening)},
		{casework.CondFearAsked, casework.DeskCaseworker, fearAsked},
		{casework.CondConsulateConsent, casework.DeskCaseworker, anyOf(both(consented(casework.ConsentConsulate), consented(casework.ConsentShareIdentity)), ordered(casework.OrderHostDuty), rule("host duty by law", func(r *casework.Rules) bool { return r.HostDuty }))},
		{casework.CondNoAsylum, casework.DeskProtection, factIsNot(casework.FactAsylum, casework.AsylumOpen, casework.AsylumGranted)},
		{casework.CondFamilyConsent, casework.DeskCaseworker, consented(casework.ConsentFamily)},
		{casework.CondRecruiterKnown, casework.DeskCaseworker, factIs(casework.FactRecruiter, "known")},
		{casework.CondShareConsent, casework.DeskCaseworker, anyOf(consented(casework.ConsentHandover), ordered(casework.OrderDisclosure), byForce)},
		{casework.CondSharingAgreement, casework.DeskSupervisor, sharingInForce},
		{casework.CondReceiver, casework.DeskCaseworker, receiverAgreed},
		{casework.CondTwoScreenings, casework.DeskScreener, twoScreenings},
		{casework.CondReflectionOver, casework.DeskSurvivor, reflectionOver},
		{casework.CondNoReview, casework.DeskReview, anyOf(noReview, factIs(casework.FactLeaveRequest, "written"))},
		{casework.CondAgeSettled, casework.DeskChildPanel, factIs(casework.FactAge, "adult")},
		{casework.CondGuardian, casework.DeskChildPanel, childOnly(settled(casework.StepGuardian, casework.Appointed))},
		{casework.CondBestInterests, casework.DeskChildPanel, childOnly(settled(casework.StepBestInterests, casework.Return, casework.Reunify))},
		{casework.CondChildView, casework.DeskChildPanel, childOnly(factIs(casework.FactChildView, "recorded"))},
		{casework.CondFamilyAssessed, casework.DeskReceiving, childOnly(settled(casework.StepFamilyAssessment, casework.Safe, casework.Unsafe, casework.NotFound, casework.Declined))},
		{casework.CondVerified, casework.DeskConsulate, settled(casework.StepVerifyNationality, casework.Confirmed, casework.PermanentResident)},
		{casework.CondDocumentValid, casework.DeskConsulate, ifStepEnabled(casework.StepTravelDocument, settled(casework.StepTravelDocument, casework.Issued))},
		{casework.CondExitPermit, casework.DeskImmigration, ifStepEnabled(casework.StepExitPermit, settled(casework.StepExitPermit, casework.Granted))},
		{casework.CondFineSettled, casework.DeskImmigration, ifStepEnabled(casework.StepFineWaiver, settled(casework.StepFineWaiver, casework.Granted, casework.NotDue, casework.Refused))},
		{casework.CondReturnConsent, casework.DeskCaseworker, anyOf(consented(casework.ConsentReturn), byForce)},
		{casework.CondNoHold, casework.DeskProsecutor, noHold},
		{casework.CondFit, casework.DeskMedical, ifStepEnabled(casework.StepFitToTravel, settled(casework.StepFitToTravel, casework.Fit, casework.FitWith))},
		{casework.CondReception, casework.DeskReceiving, ifStepEnabled(casework.StepReception, settled(casework.StepReception, casework.Accepted))},
		{casework.CondNotPaused, casework.DeskSupervisor, notPaused},
		{casework.CondNotWithdrawn, casework.DeskCaseworker, anyOf(settled(casework.StepSolution, casework.Return), byForce, childReturns)},
		{casework.CondTicketMatches, casework.DeskTransport, ticketMatches},
		{casework.CondNamesMatch, casework.DeskTransport, factIsNotOne(casework.FactNamesMatch, "no")},
		{casework.CondSeparated, casework.DeskMovement, factIsNotOne(casework.FactSeparated, "no")},
		{casework.CondSlot, casework.DeskBorder, settled(casework.StepBorderSlot, casework.Confirmed)},
		{casework.CondCustodian, casework.DeskBorder, custodianAccepted},
		{casework.CondCommitment, casework.DeskConsulate, ifStepEnabled(casework.StepEmbassyCommitment, anyOf(settled(casework.StepEmbassyCommitment, casework.Committed), noEmbassy))},
		{casework.CondManifest, casework.DeskMovement, settled(casework.StepManifest, casework.Locked)},
		{casework.CondPreEmbarkation, casework.DeskMedical, ifStepEnabled(casework.StepPreEmbarkation, settled(casework.StepPreEmbarkation, casework.Fit))},
		{casework.CondIdentityMatch, casework.DeskEscort, atBoarding(casework.FactIdentityMatch)},
		{casework.CondAskedAgain, casework.DeskEscort, anyOf(atBoarding(casework.FactAskedAgain), byForce)},
		{casework.CondNotContagious, casework.DeskMedical, factIsNot(casework.FactContagious, "suspected", "yes")},
		{casework.CondPickUp, casework.DeskReceiving, ifStepEnabled(casework.StepReception, factIs(casework.FactPickUp, "yes"))},
		{casework.CondNotExtreme, casework.DeskCaseworker, notExtreme},
		{casework.CondVoluntary, casework.DeskCaseworker, voluntary},
		{casework.CondInformed, casework.DeskCaseworker, factIs(casework.FactInformed, "yes")},
		{casework.CondNoThreat, casework.DeskCaseworker, factIsNot(casework.FactThreat, "yes")},
		{casework.CondFollowedUp, casework.DeskReintegration, followedUp},
		{casework.CondNoAlert, casework.DeskCaseworker, factIsNot(casework.FactSafetyAlert, "open")},
		{casework.CondNoComplaint, casework.DeskSupervisor, factIsNot(casework.FactComplaint, "open")},
		{casework.CondSupportPaid, casework.DeskReintegration, factIsNot(casework.FactSupport, "owed")},
		{casework.CondDebtPaid, casework.DeskReintegration, factIsNot(casework.FactScreeningDebt, "owed")},
		{casework.CondUndone, casework.DeskSupervisor, undoComplete},
		{casework.CondRetention, casework.DeskSupervisor, factIs(casework.FactRetentionReached, "yes")},
		{casework.CondNoAccessRequest, casework.DeskSupervisor, factIsNot(casework.FactAccessPending, "open")},
		{casework.CondCells, casework.DeskSupervisor, factIs(casework.FactCellSize, "yes")},
		{casework.CondPurpose, casework.DeskSupervisor, factIs(casework.FactPurpose, "yes")},
		{casework.CondSecondApprover, casework.DeskSupervisor, anyOf(factIs(casework.FactSecondApprover, "yes"), secondPersonAgrees)},
		{casework.CondWatermark, casework.DeskSupervisor, factIs(casework.FactWatermark, "yes")},
		{casework.CondSnapshot, casework.DeskSupervisor, factIs(casework.FactSnapshot, "kept")},
		{casework.CondDeparted, casework.DeskEscort, settled(casework.StepDeparture, casework.Departed)},
		{casework.CondReceiverSays, casework.DeskReceiving, receiverSays},
		{casework.CondWaiverAnswered, casework.DeskImmigration, anyOf(settled(casework.StepFineWaiver, casework.Granted, casework.Refused, casework.NotDue), factIs(casework.FactWaiverAnswered, "yes"))},
		{casework.CondRelation, casework.DeskChildPanel, factIs(casework.FactRelationProven, "yes")},
		{casework.CondBackground, casework.DeskChildPanel, factIs(casework.FactBackground, "yes")},
		{casework.CondPreviewed, casework.DeskSupervisor, factIs(casework.FactPreviewed, "yes")},
		{casework.CondReviewed, casework.DeskSupervisor, accessReviewed},
	}
}
