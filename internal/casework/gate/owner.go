package gate

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Ownerless returns the first unmet condition of a closed gate if all that is missing is for a desk to record: a
// fact, a consent or an agreement, or a request that was recalled. No request with a clock is open for these. It
// returns false if the answer to another step, or time, has to meet one of them: then a desk is asked already, or
// the answer stands against it, as "yes" to fear of return does, and no desk may be pressed to change that.
func Ownerless(status Status) (Unmet, bool) {
	for _, unmet := range status.Unmet {
		if _, answered := metBy(unmet.Condition); answered && !unmet.Recalled {
			return Unmet{}, false
		}
	}
	if len(status.Unmet) == 0 {
		return Unmet{}, false
	}
	return status.Unmet[0], true
}

// metBy returns the step whose answer meets a condition. Its request has a desk and a clock of its own, or
// waits at a gate of its own. An asylum claim is decided by an authority, and a reflection period ends by
// itself: no desk is asked to hurry either.
func metBy(id casework.ConditionID) (casework.Step, bool) {
	step, ok := map[casework.ConditionID]casework.Step{
		casework.CondFearAsked: casework.StepFearOfReturn, casework.CondNoAsylum: casework.StepSolution,
		casework.CondTwoScreenings: casework.StepScreening, casework.CondReflectionOver: casework.StepReflection,
		casework.CondNoReview: casework.StepReview, casework.CondAgeSettled: casework.StepAgeAssessment,
		casework.CondGuardian: casework.StepGuardian, casework.CondBestInterests: casework.StepBestInterests,
		casework.CondFamilyAssessed: casework.StepFamilyAssessment, casework.CondVerified: casework.StepVerifyNationality,
		casework.CondDocumentValid: casework.StepTravelDocument, casework.CondExitPermit: casework.StepExitPermit,
		casework.CondFineSettled: casework.StepFineWaiver, casework.CondWaiverAnswered: casework.StepFineWaiver,
		casework.CondNoHold: casework.StepLegalRelease, casework.CondFit: casework.StepFitToTravel,
		casework.CondReception: casework.StepReception, casework.CondNotWithdrawn: casework.StepSolution,
		casework.CondTicketMatches: casework.StepTicket, casework.CondSlot: casework.StepBorderSlot,
		casework.CondCommitment: casework.StepEmbassyCommitment, casework.CondManifest: casework.StepManifest,
		casework.CondPreEmbarkation: casework.StepPreEmbarkation, casework.CondNotExtreme: casework.StepRiskAssessment,
		casework.CondFollowedUp: casework.StepFollowUp, casework.CondDeparted: casework.StepDeparture,
		casework.CondReceiverSays: casework.StepArrival, casework.CondDebtPaid: casework.StepScreeningAtOrigin,
		casework.CondUndone: casework.StepAttest, casework.CondReviewed: casework.StepAccessReview,
	}[id]
	return step, ok
}

// answered reports whether the question whose answer meets a condition has been answered, so that the answer
// keeps the condition unmet. It is false while the question is put again.
func answered(v View, id casework.ConditionID) bool {
	step, ok := metBy(id)
	if !ok {
		return false
	}
	_, open := v.Case.TaskFor(step)
	_, settled := v.Case.ValidSettlement(step, v.Now)
	return settled && !open
}

// recalled reports whether the request whose answer meets a condition was recalled by a person, so that no desk
// has it until a person has it asked again.
func recalled(c *casework.Case, id casework.ConditionID) bool {
	step, ok := metBy(id)
	return ok && c.Protects() && slices.Contains(c.Recalled, step)
}
