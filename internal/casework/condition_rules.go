package casework

import "slices"

// The conditions that combine several parts of the case.

// byForce is met for a return by force of law. It opens what consent would have opened, but it is never
// displayed as consent, and G21 prevents counting it as voluntary.
func byForce(v View) ConditionResult {
	return ConditionResult{Met: v.Case.Modality.ByForceOfLaw(), By: "modality " + string(v.Case.Modality)}
}

func voluntary(v View) ConditionResult {
	if v.Case.Modality.ByForceOfLaw() {
		return ConditionResult{}
	}
	return consented(ConsentReturn)(v)
}

// childReturns is met by the best-interests decision, which for a child replaces the choice of a
// solution.
func childReturns(v View) ConditionResult {
	if !v.Case.Child() {
		return ConditionResult{}
	}
	return settled(StepBestInterests, Return, Reunify)(v)
}

// twoScreenings is met by two interviews, or by one and a second that was offered (G06).
func twoScreenings(v View) ConditionResult {
	if v.Case.Screenings >= 2 {
		return ConditionResult{Met: true, By: "two screenings"}
	}
	if v.Case.Screenings == 1 {
		return factIs(FactSecondScreening, "offered")(v)
	}
	return ConditionResult{}
}

// reflectionOver is met if no reflection period is running. The period is a right that begins with a
// positive determination. Staff cannot shorten it, and recalling the task does not end it.
func reflectionOver(v View) ConditionResult {
	if !v.Case.Rules.HasStep(StepReflection) {
		return ConditionResult{Met: true, By: "reflection is not part of this corridor"}
	}
	over := settled(StepReflection, Elapsed, Waived)(v)
	_, running := v.Case.TaskFor(StepReflection)
	victim := settled(StepDetermination, Victim)(v)
	switch {
	case over.Met || running:
		return over
	case victim.Met:
		return ConditionResult{Since: victim.Since}
	default:
		return ConditionResult{Met: true, By: "no reflection period has begun"}
	}
}

// noReview is unmet after a negative determination until the review body has answered, even if the
// request to it was recalled.
func noReview(v View) ConditionResult {
	if t, open := v.Case.TaskFor(StepReview); open {
		return ConditionResult{Since: t.OpenedAt}
	}
	negative := settled(StepDetermination, NotVictim, Offender)(v)
	if negative.Met && v.Case.Rules.HasStep(StepReview) && !settled(StepReview, Upheld, Overturned, NotFiled)(v).Met {
		return ConditionResult{Since: negative.Since}
	}
	return ConditionResult{Met: true, By: "no review pending"}
}

func noHold(v View) ConditionResult {
	if len(v.Case.OnHold) > 0 {
		return ConditionResult{Since: v.Case.OnHold[0].Since}
	}
	return ConditionResult{Met: true, By: "no legal hold"}
}

func notPaused(v View) ConditionResult {
	if v.Case.Pause != nil {
		return ConditionResult{Since: v.Case.Pause.Since}
	}
	if v.Case.FactIs(FactMedicalCrisis, "open") {
		f, _ := v.Case.Fact(FactMedicalCrisis)
		return ConditionResult{Since: f.At}
	}
	return ConditionResult{Met: true, By: "not paused"}
}

// ticketMatches compares the document of the ticket with the valid document (I5): a newly issued
// document closes the gate until there is a ticket for it.
func ticketMatches(v View) ConditionResult {
	if !v.Case.Rules.HasStep(StepTravelDocument) {
		return ConditionResult{Met: true, By: "travel_document is not asked in this corridor"}
	}
	doc, ok := v.Case.Settlement(StepTravelDocument)
	if !ok || v.Case.Trip == nil || v.Case.Trip.Document != doc.Ref {
		return ConditionResult{Since: doc.At}
	}
	return ConditionResult{Met: true, By: "ticket names the document", Since: doc.At}
}

func custodianAccepted(v View) ConditionResult {
	value, at, ok := v.latestFact(FactCustodian)
	if ok && slices.Contains(v.Case.Rules.RefusedCustodians, value) {
		return ConditionResult{Since: at}
	}
	return ConditionResult{Met: true, By: "custodian acceptable to the host", Since: at}
}

// notExtreme is unmet after an "extreme" risk assessment, even an expired one. In corridors that have
// the step, a valid assessment is required.
func notExtreme(v View) ConditionResult {
	s, ok := v.Case.Settlement(StepRiskAssessment)
	if ok && s.Outcome == Extreme {
		return ConditionResult{Since: s.At}
	}
	if !v.Case.Rules.HasStep(StepRiskAssessment) {
		return ConditionResult{Met: true, By: "risk_assessment is not asked in this corridor"}
	}
	if _, left := v.Case.Settlement(StepDeparture); left {
		return ConditionResult{Met: true, By: "departed", Since: s.At}
	}
	return settled(StepRiskAssessment, Low, Medium, HighWithPlan)(v)
}

// followedUp is met if every visit of the corridor was done, declined, or counts as lost after the
// permitted number of tries; or if the survivor has withdrawn her consent to contact.
func followedUp(v View) ConditionResult {
	if _, home := v.Case.Settlement(StepArrival); !home {
		return ConditionResult{Met: true, By: "no return took place"}
	}
	if which, stopped := v.Case.withdrawnConsentFor(StepFollowUp); stopped {
		return ConditionResult{Met: true, By: "consent " + string(which) + " withdrawn"}
	}
	for _, visit := range v.Case.Rules.Visits {
		if f := settled(FollowUp(visit.Name), Reached, Declined, LostContact)(v); !f.Met {
			return f
		}
	}
	return ConditionResult{Met: true, By: "all follow-ups settled"}
}

// atBoarding is met by what was found at this boarding. An earlier boarding does not count.
func atBoarding(name FactName) conditionTest {
	return func(v View) ConditionResult {
		found := factIs(name, "yes")(v)
		if t, open := v.Case.TaskFor(StepBoarding); open && found.Met && found.Since.Before(t.OpenedAt) {
			return ConditionResult{Since: t.OpenedAt}
		}
		return found
	}
}

// receiverSays is met if an account with the receiver's role reports the arrival, never the sender
// (G27, I10). Another receiver may have taken over the task; another kind of desk may not.
func receiverSays(v View) ConditionResult {
	if v.Actor != (Actor{}) {
		return ConditionResult{Met: v.Actor.Role == RoleReceiver, By: "the receiving desk"}
	}
	if s, ok := v.Case.ValidSettlement(StepArrival, v.Now); ok && s.By.Role == RoleReceiver {
		return ConditionResult{Met: true, By: "arrival=" + string(s.Outcome), Since: s.At}
	}
	return ConditionResult{}
}

func undoComplete(v View) ConditionResult {
	for _, u := range v.Case.Undo {
		if u.State == UndoOrdered {
			return ConditionResult{Since: u.Ordered}
		}
	}
	return ConditionResult{Met: true, By: "nothing left to undo"}
}

// accessReviewed is unmet while a review of a break-glass access is open.
func accessReviewed(v View) ConditionResult {
	for _, t := range v.Case.Tasks {
		if t.reviewsAccess() {
			return ConditionResult{Since: t.OpenedAt}
		}
	}
	return ConditionResult{Met: true, By: "no review of a break-glass access is open"}
}

// secondPersonAgrees is met if another account than the sender has already given the answer that two
// people must give.
func secondPersonAgrees(v View) ConditionResult {
	t, open := v.Case.TaskFor(StepRegister)
	if !open || v.Actor.Account == "" {
		return ConditionResult{}
	}
	for _, vote := range t.Votes {
		if vote.Outcome == Merged && vote.By.Account != v.Actor.Account {
			return ConditionResult{Met: true, By: "a second person", Since: vote.At}
		}
	}
	return ConditionResult{}
}
