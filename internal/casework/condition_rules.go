package casework

import "slices"

// The conditions that need more than one look. All take the case as it is.

// byForce is met where a return goes on by force of law. It opens what consent would have
// opened; it is never displayed as consent, and G21 keeps it from being counted as voluntary.
func byForce(v View) ConditionResult {
	return ConditionResult{Met: v.Case.Modality.ByForceOfLaw(), By: "modality " + string(v.Case.Modality)}
}

func voluntary(v View) ConditionResult {
	if v.Case.Modality.ByForceOfLaw() {
		return ConditionResult{}
	}
	return consented(ConsentReturn)(v)
}

// childReturns: for a child the best-interests decision takes the place of a choice of solution.
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

// reflectionOver: a right that begins with a positive determination; staff can never shorten
// it, and taking the request back from its desk does not end it.
func reflectionOver(v View) ConditionResult {
	if !v.Case.Rules.HasStep(StepReflection) {
		return ConditionResult{Met: true, By: "reflection is no part of this corridor"}
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

// noReview: a negative determination is open to review until the review body has answered,
// whoever has taken the request back from it.
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

// ticketMatches compares the document that the ticket was issued for with the one that
// stands now (I5): a document issued anew closes the gate until the ticket follows.
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

// notExtreme: an assessment that has run out still blocks when it said extreme; where one is
// asked for, it must be there.
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

// followedUp: every visit of the corridor was done, declined or lost, with the ladder climbed;
// or she wants no contact any more, and has said so.
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

// atTheDoor is met by what is found at this boarding; an earlier one says nothing about it.
func atBoarding(name FactName) conditionTest {
	return func(v View) ConditionResult {
		found := factIs(name, "yes")(v)
		if t, open := v.Case.TaskFor(StepBoarding); open && found.Met && found.Since.Before(t.OpenedAt) {
			return ConditionResult{Since: t.OpenedAt}
		}
		return found
	}
}

// receiverSays: an arrival counts when an account of the receiving desk says so, never the
// sender's (G27, I10). Another receiver may have taken the task over; another kind of desk may not.
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
	return ConditionResult{Met: true, By: "nothing left to take back"}
}

// accessReviewed: while nobody has said whether the glass was broken with good reason, an alert is open.
func accessReviewed(v View) ConditionResult {
	for _, t := range v.Case.Tasks {
		if t.reviewsAccess() {
			return ConditionResult{Since: t.OpenedAt}
		}
	}
	return ConditionResult{Met: true, By: "no review of broken glass is open"}
}

// saidBefore: of two people who have to say the same, somebody else than who speaks now has said it.
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
