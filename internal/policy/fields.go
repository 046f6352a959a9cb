package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// OutcomeClass returns the class of the answer to a step. The fact that a step was asked, the desk it
// was asked of and the time are Operational.
func OutcomeClass(step casework.Step) Class {
	switch step.Base() {
	case casework.StepTriage:
		return Medical
	case casework.StepFearOfReturn, casework.StepRiskAssessment, casework.StepSolution, casework.StepAsylumDecision, casework.StepStopJourney:
		return Fear
	case casework.StepScreening, casework.StepSecondLook, casework.StepDetermination, casework.StepReview, casework.StepBestInterests,
		casework.StepScreeningAtOrigin:
		return Narrative
	case casework.StepLegalRelease, casework.StepHoldReview:
		return Legal
	case casework.StepFamilyAssessment:
		return Contact
	case casework.StepAccessReview:
		return Audit
	default:
		if _, known := casework.SpecOf(step); known {
			return Operational
		}
		return Narrative
	}
}

// StepClass returns the class of the information that a step was asked. It is Operational, unless the step alone
// reveals what she has asked for.
func StepClass(step casework.Step) Class {
	switch step.Base() {
	case casework.StepAsylumDecision, casework.StepStopJourney:
		return Fear
	default:
		return Operational
	}
}

// TextClass returns the class of text that a person wrote with an answer, a question or a pause. People
// write more than they were asked for, so it is never Operational.
func TextClass(step casework.Step) Class {
	spec, known := casework.SpecOf(step)
	if c := OutcomeClass(step); !known || c != Operational {
		return c
	}
	switch spec.Step {
	case casework.StepCaseReview, casework.StepBlocked: // why nothing moves may be that she is afraid
		return Fear
	case casework.StepFitToTravel, casework.StepPreEmbarkation:
		return Medical
	case casework.StepPlacement:
		return Contact
	case casework.StepRegister, casework.StepAgeAssessment, casework.StepReflection, casework.StepGuardian, casework.StepApproval,
		casework.StepDisputeReview, casework.StepTellSurvivor:
		return Narrative
	default:
	}
	if spec.Stage == casework.StageReintegration {
		return Aftercare
	}
	// Text from a consulate, an immigration desk, a carrier or a receiver about the papers and the
	// trip.
	return Identity
}

// FactClass returns the class of a fact. A fact that is neither named here nor set by the rules belongs
// to a corridor. It is a condition in a file that everyone can read, together with the desk that owes
// it, and is therefore Operational. A corridor MUST NOT ask for a fact that reveals the story, the
// health or the fear of a person.
func FactClass(name casework.FactName) Class {
	switch name {
	case casework.FactAsylum, casework.FactThreat:
		return Fear
	case casework.FactContagious:
		return Medical
	case casework.FactRecruiter, casework.FactComplaint:
		return Narrative
	case casework.FactLegalOrder, casework.FactHostDuty:
		return Legal
	default:
		return Operational
	}
}

// ConditionClass returns the class of the information that a condition of a gate is unmet: the
// information that "no asylum claim" is unmet reveals the claim.
func ConditionClass(id casework.ConditionID) Class {
	switch id {
	case casework.CondFearAsked, casework.CondNoAsylum, casework.CondNotExtreme, casework.CondNoThreat:
		return Fear
	case casework.CondTwoScreenings, casework.CondNoReview, casework.CondBestInterests, casework.CondRecruiterKnown,
		casework.CondNoComplaint:
		return Narrative
	case casework.CondNotContagious:
		return Medical
	case casework.CondNoHold:
		return Legal
	case casework.CondFamilyAssessed:
		return Contact
	case "case_over", "off_movement", "not_erased": // of package erasure: the state of a case
		return Operational
	default:
	}
	if name, own := id.Own(); own {
		return FactClass(name)
	}
	if _, known := gate.ConditionByID(id); known {
		return Operational
	}
	return Narrative
}

// EventClass returns the class of the information that an event was reported.
func EventClass(e casework.Event) Class {
	switch e {
	case casework.EventAsylumClaim, casework.EventAsylumClosed:
		return Fear
	case casework.EventHoldSet, casework.EventHoldLifted:
		return Legal
	default:
		if slices.Contains(casework.Events(), e) {
			return Operational
		}
		return Narrative
	}
}

// CauseClass returns the class of what the reason for a paused clock tells of her. That the clock is paused, and since
// when, is Operational, as are the reasons of the procedure: a border, a custodian, a mission, an operation, a question. Her
// team sees every reason. No lawyer has checked the classes.
func CauseClass(c casework.Cause) Class {
	switch c {
	case "", casework.CauseInformation, casework.CauseBorderClosed, casework.CauseCustodian, casework.CauseMission, casework.CauseOperation:
		return Operational
	case casework.CauseCourt: // that there are proceedings
		return Legal
	case casework.CauseMedical: // that she is ill
		return Medical
	case casework.CauseSurvivorChoice, casework.CauseSecurity: // that she hesitates, as her choice is; that she may be in danger
		return Fear
	case casework.CauseReflection: // that she was found to be a victim
		return Narrative
	case casework.CauseUnconfirmed: // that a desk believes her dead
		return Narrative
	default:
		return Narrative // a cause that this table does not have yet
	}
}
