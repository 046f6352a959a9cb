package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// OutcomeClass says which class the answer to a step is of. That a step is asked at all,
// of whom and since when, is operational.
func OutcomeClass(step casework.Step) Class {
	switch step.Base() {
	case casework.StepTriage:
		return Medical
	case casework.StepFearOfReturn, casework.StepRiskAssessment, casework.StepSolution:
		return Fear
	case casework.StepScreening, casework.StepDetermination, casework.StepReview, casework.StepBestInterests,
		casework.StepScreeningAtOrigin:
		return Narrative
	case casework.StepLegalRelease:
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

// WordsClass says which class the words are of that somebody wrote with an answer, a
// question or a pause. People write more than they were asked, so it is never Operational.
func TextClass(step casework.Step) Class {
	spec, known := casework.SpecOf(step)
	if c := OutcomeClass(step); !known || c != Operational {
		return c
	}
	switch spec.Step {
	case casework.StepFitToTravel, casework.StepPreEmbarkation:
		return Medical
	case casework.StepPlacement:
		return Contact
	case casework.StepRegister, casework.StepAgeAssessment, casework.StepReflection, casework.StepGuardian:
		return Narrative
	default:
	}
	if spec.Stage == casework.StageReintegration {
		return Aftercare
	}
	// What a consulate, an immigration desk, a carrier or a receiver writes of the papers and the trip.
	return Identity
}

// FactClass says which class a fact is of. A fact that is not among those named here and not
// the rules' own is a corridor's: it stands as a condition in a file that everybody reads,
// with the desk that owes it, and so is operational. A corridor MUST NOT ask for a fact that
// tells the story, the health or the fear of a person.
func FactClass(name casework.FactName) Class {
	switch name {
	case casework.FactAsylum, casework.FactThreat:
		return Fear
	case casework.FactContagious:
		return Medical
	case casework.FactRecruiter, casework.FactComplaint:
		return Narrative
	case casework.FactLegalOrder:
		return Legal
	default:
		return Operational
	}
}

// ConditionClass says which class the news is of that a condition of a gate is not met. To
// hear that "no asylum claim" is unmet is to hear of the claim.
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
	case "case_over", "off_movement", "not_erased": // of package erasure: where a case stands
		return Operational
	default:
	}
	if name, own := id.Own(); own {
		return FactClass(name)
	}
	if _, known := casework.ConditionByID(id); known {
		return Operational
	}
	return Narrative
}

// EventClass says which class the news is of that an event was reported.
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

// CauseClass says which class the news is of why a clock stands still. That it does, and since
// when, is operational, and so is most of why; that a court is the cause is news of a court.
// That there is a medical cause is the requirement's code alone, which is no finding.
func CauseClass(c casework.Cause) Class {
	if c == casework.CauseCourt {
		return Legal
	}
	if _, known := casework.CauseOf(c); known || c == "" {
		return Operational
	}
	return Narrative
}
