package gate

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// The conditions that combine several parts of the case.

// byForce is met for a return by force of law. It opens what consent would have opened, but it is never
// displayed as consent, and G21 prevents counting it as voluntary.
func byForce(v View) Result {
	return Result{Met: v.Case.Modality.ByForceOfLaw(), By: "modality " + string(v.Case.Modality)}
}

func voluntary(v View) Result {
	if v.Case.Modality.ByForceOfLaw() {
		return Result{}
	}
	return consented(casework.ConsentReturn)(v)
}

// childReturns is met by the best-interests decision, which for a child replaces the choice of a
// solution.
func childReturns(v View) Result {
	if !v.Case.Child() {
		return Result{}
	}
	return settled(casework.StepBestInterests, casework.Return, casework.Reunify)(v)
}

// twoScreenings is met by two interviews, or by one and a second that was offered (G06).
func twoScreenings(v View) Result {
	if v.Case.Screenings >= 2 {
		return Result{Met: true, By: "two screenings"}
	}
	if v.Case.Screenings == 1 {
		return factIs(casework.FactSecondScreening, "offered")(v)
	}
	return Result{}
}

// reflectionOver is met if no reflection period is running. The period is a right that begins with a
// positive determination. Staff cannot shorten it, and recalling the task does not end it.
func reflectionOver(v View) Result {
	if !v.Case.Rules.HasStep(casework.StepReflection) {
		return Result{Met: true, By: "reflection is not part of this corridor"}
	}
	over := settled(casework.StepReflection, casework.Elapsed, casework.Waived)(v)
	_, running := v.Case.TaskFor(casework.StepReflection)
	victim := settled(casework.StepDetermination, casework.Victim)(v)
	switch {
	case over.Met || running:
		return over
	case victim.Met:
		return Result{Since: victim.Since}
	default:
		return Result{Met: true, By: "no reflection period has begun"}
	}
}

// fearAsked is met if she does not fear to return, or need not be asked, and has not named the state that would be
// asked now in an earlier answer.
func fearAsked(v View) Result {
	asked := settled(casework.StepFearOfReturn, casework.No, casework.Waived)(v)
	if asked.Met && slices.Contains(v.Case.FearedOf, v.Case.AskedState()) {
		return Result{Since: asked.Since}
	}
	return asked
}

// noEmbassy is met for a person without a nationality, once a caseworker has found that she has none. The border
// desk still decides whether she enters.
func noEmbassy(v View) Result {
	if !v.Case.Protects() {
		return Result{}
	}
	return settled(casework.StepNationalityDispute, casework.Stateless)(v)
}

// noReview is unmet after a negative determination until the review body has answered, even if the
// request to it was recalled.
func noReview(v View) Result {
	if t, open := v.Case.TaskFor(casework.StepReview); open {
		return Result{Since: t.OpenedAt}
	}
	negative := settled(casework.StepDetermination, casework.NotVictim, casework.Offender)(v)
	if !negative.Met {
		negative = notIndicated(v)
	}
	if negative.Met && v.Case.Rules.HasStep(casework.StepReview) && !settled(casework.StepReview, casework.Upheld, casework.Overturned, casework.NotFiled)(v).Met {
		return Result{Since: negative.Since}
	}
	return Result{Met: true, By: "no review pending"}
}

// notIndicated is met after a screening that found nothing and was not referred to the panel.
func notIndicated(v View) Result {
	if !v.Case.Protects() || settled(casework.StepSecondLook, casework.Refer)(v).Met {
		return Result{}
	}
	return settled(casework.StepScreening, casework.NotIndicated)(v)
}

func noHold(v View) Result {
	if len(v.Case.OnHold) > 0 {
		return Result{Since: v.Case.OnHold[0].Since}
	}
	return Result{Met: true, By: "no legal hold"}
}

func notPaused(v View) Result {
	if v.Case.Pause != nil {
		return Result{Since: v.Case.Pause.Since}
	}
	if p, frozen := v.Case.Frozen(); frozen {
		return Result{Since: p.At}
	}
	if v.Case.FactIs(casework.FactMedicalCrisis, "open") {
		f, _ := v.Case.Fact(casework.FactMedicalCrisis)
		return Result{Since: f.At}
	}
	return Result{Met: true, By: "not paused"}
}

// ticketMatches compares the document of the ticket with the valid document (I5): a newly issued
// document closes the gate until there is a ticket for it.
func ticketMatches(v View) Result {
	if !v.Case.Rules.HasStep(casework.StepTravelDocument) {
		return Result{Met: true, By: "travel_document is not asked in this corridor"}
	}
	doc, ok := v.Case.Settlement(casework.StepTravelDocument)
	if !ok || v.Case.Trip == nil || v.Case.Trip.Document != doc.Ref {
		return Result{Since: doc.At}
	}
	return Result{Met: true, By: "ticket names the document", Since: doc.At}
}

func custodianAccepted(v View) Result {
	value, at, ok := v.latestFact(casework.FactCustodian)
	if ok && slices.Contains(v.Case.Rules.RefusedCustodians, value) {
		return Result{Since: at}
	}
	return Result{Met: true, By: "custodian acceptable to the host", Since: at}
}

// notExtreme is unmet after an "extreme" risk assessment, even an expired one. In corridors that have
// the step, a valid assessment is required.
func notExtreme(v View) Result {
	s, ok := v.Case.Settlement(casework.StepRiskAssessment)
	if ok && s.Outcome == casework.Extreme {
		return Result{Since: s.At}
	}
	if !v.Case.Rules.HasStep(casework.StepRiskAssessment) {
		return Result{Met: true, By: "risk_assessment is not asked in this corridor"}
	}
	if _, left := v.Case.Settlement(casework.StepDeparture); left {
		return Result{Met: true, By: "departed", Since: s.At}
	}
	return settled(casework.StepRiskAssessment, casework.Low, casework.Medium, casework.HighWithPlan)(v)
}

// followedUp is met if every visit of the corridor was done, declined, or counts as lost after the
// permitted number of tries; or if the survivor has withdrawn her consent to contact.
func followedUp(v View) Result {
	if _, home := v.Case.Settlement(casework.StepArrival); !home {
		return Result{Met: true, By: "no return took place"}
	}
	if which, stopped := v.Case.WithdrawnConsentFor(casework.StepFollowUp); stopped {
		return Result{Met: true, By: "consent " + string(which) + " withdrawn"}
	}
	for _, visit := range v.Case.Rules.Visits {
		if f := settled(casework.FollowUp(visit.Name), casework.Reached, casework.Declined, casework.LostContact)(v); !f.Met {
			return f
		}
	}
	return Result{Met: true, By: "all follow-ups settled"}
}

// atBoarding is met by what was found at this boarding. An earlier boarding does not count.
func atBoarding(name casework.FactName) conditionTest {
	return func(v View) Result {
		found := factIs(name, "yes")(v)
		if t, open := v.Case.TaskFor(casework.StepBoarding); open && found.Met && found.Since.Before(t.OpenedAt) {
			return Result{Since: t.OpenedAt}
		}
		return found
	}
}

// receiverSays is met if an account with the receiver's role reports the arrival, never the sender
// (G27, I10). Another receiver may have taken over the task; another kind of desk may not.
func receiverSays(v View) Result {
	if v.Actor != (casework.Actor{}) {
		return Result{Met: v.Actor.Role == casework.RoleReceiver, By: "the receiving desk"}
	}
	if s, ok := v.Case.ValidSettlement(casework.StepArrival, v.Now); ok && s.By.Role == casework.RoleReceiver {
		return Result{Met: true, By: "arrival=" + string(s.Outcome), Since: s.At}
	}
	return Result{}
}

func undoComplete(v View) Result {
	for _, u := range v.Case.Undo {
		if u.State == casework.UndoOrdered {
			return Result{Since: u.Ordered}
		}
	}
	return Result{Met: true, By: "nothing left to undo"}
}

// accessReviewed is unmet while a review of a break-glass access is open.
func accessReviewed(v View) Result {
	for _, t := range v.Case.Tasks {
		if t.ReviewsAccess() {
			return Result{Since: t.OpenedAt}
		}
	}
	return Result{Met: true, By: "no review of a break-glass access is open"}
}

// secondPersonAgrees is met if another account than the sender has already given the answer that two
// people must give.
func secondPersonAgrees(v View) Result {
	t, open := v.Case.TaskFor(casework.StepRegister)
	if !open || v.Actor.Account == "" {
		return Result{}
	}
	for _, vote := range t.Votes {
		if vote.Outcome == casework.Merged && vote.By.Account != v.Actor.Account {
			return Result{Met: true, By: "a second person", Since: vote.At}
		}
	}
	return Result{}
}
