package casework

import "slices"

// The conditions that need more than one look. All take the case as it is.

// byForce is met where a return goes on by force of law. It opens what consent would have
// opened; it is never displayed as consent, and G21 keeps it from being counted as voluntary.
func byForce(v View) Finding {
	return Finding{Met: v.Case.Modality.ByForceOfLaw(), By: "modality " + string(v.Case.Modality)}
}

func voluntary(v View) Finding {
	if v.Case.Modality.ByForceOfLaw() {
		return Finding{}
	}
	return consented(ConsentReturn)(v)
}

// childReturns: for a child the best-interests decision takes the place of a choice of solution.
func childReturns(v View) Finding {
	if !v.Case.Child() {
		return Finding{}
	}
	return settled(StepBestInterests, Return, Reunify)(v)
}

// twoScreenings is met by two interviews, or by one and a second that was offered (G06).
func twoScreenings(v View) Finding {
	if v.Case.Screenings >= 2 {
		return Finding{Met: true, By: "two screenings"}
	}
	if v.Case.Screenings == 1 {
		return fact(FactSecondScreening, "offered")(v)
	}
	return Finding{}
}

// reflectionOver: a right that begins with a positive determination; staff can never shorten
// it, and taking the request back from its desk does not end it.
func reflectionOver(v View) Finding {
	if !v.Case.Rules.On(StepReflection) {
		return Finding{Met: true, By: "reflection is no part of this corridor"}
	}
	over := settled(StepReflection, Elapsed, Waived)(v)
	_, running := v.Case.TaskFor(StepReflection)
	victim := settled(StepDetermination, Victim)(v)
	switch {
	case over.Met || running:
		return over
	case victim.Met:
		return Finding{Since: victim.Since}
	default:
		return Finding{Met: true, By: "no reflection period has begun"}
	}
}

// noReview: a negative determination is open to review until the review body has answered,
// whoever has taken the request back from it.
func noReview(v View) Finding {
	if t, open := v.Case.TaskFor(StepReview); open {
		return Finding{Since: t.OpenedAt}
	}
	negative := settled(StepDetermination, NotVictim, Offender)(v)
	if negative.Met && v.Case.Rules.On(StepReview) && !settled(StepReview, Upheld, Overturned, NotFiled)(v).Met {
		return Finding{Since: negative.Since}
	}
	return Finding{Met: true, By: "no review pending"}
}

func noHold(v View) Finding {
	if len(v.Case.OnHold) > 0 {
		return Finding{Since: v.Case.OnHold[0].Since}
	}
	return Finding{Met: true, By: "no legal hold"}
}

func notPaused(v View) Finding {
	if v.Case.Pause != nil {
		return Finding{Since: v.Case.Pause.Since}
	}
	if v.Case.FactIs(FactMedicalCrisis, "open") {
		f, _ := v.Case.Fact(FactMedicalCrisis)
		return Finding{Since: f.At}
	}
	return Finding{Met: true, By: "not paused"}
}

// ticketMatches compares the document that the ticket was issued for with the one that
// stands now (I5): a document issued anew closes the gate until the ticket follows.
func ticketMatches(v View) Finding {
	if !v.Case.Rules.On(StepTravelDocument) {
		return Finding{Met: true, By: "travel_document is not asked in this corridor"}
	}
	doc, ok := v.Case.Settlement(StepTravelDocument)
	if !ok || v.Case.Trip == nil || v.Case.Trip.Document != doc.Ref {
		return Finding{Since: doc.At}
	}
	return Finding{Met: true, By: "ticket names the document", Since: doc.At}
}

func custodianAccepted(v View) Finding {
	value, at, ok := v.stated(FactCustodian)
	if ok && slices.Contains(v.Case.Rules.RefusedCustodians, value) {
		return Finding{Since: at}
	}
	return Finding{Met: true, By: "custodian acceptable to the host", Since: at}
}

// notExtreme: an assessment that has run out still blocks when it said extreme; where one is
// asked for, it must be there.
func notExtreme(v View) Finding {
	s, ok := v.Case.Settlement(StepRiskAssessment)
	if ok && s.Outcome == Extreme {
		return Finding{Since: s.At}
	}
	if !v.Case.Rules.On(StepRiskAssessment) {
		return Finding{Met: true, By: "risk_assessment is not asked in this corridor"}
	}
	if _, left := v.Case.Settlement(StepDeparture); left {
		return Finding{Met: true, By: "departed", Since: s.At}
	}
	return settled(StepRiskAssessment, Low, Medium, HighWithPlan)(v)
}

// followedUp: every visit of the corridor was done, declined or lost, with the ladder climbed;
// or she wants no contact any more, and has said so.
func followedUp(v View) Finding {
	if _, home := v.Case.Settlement(StepArrival); !home {
		return Finding{Met: true, By: "no return took place"}
	}
	if which, stopped := v.Case.stoppedBy(StepFollowUp); stopped {
		return Finding{Met: true, By: "consent " + string(which) + " withdrawn"}
	}
	for _, visit := range v.Case.Rules.Visits {
		if f := settled(FollowUp(visit.Name), Reached, Declined, LostContact)(v); !f.Met {
			return f
		}
	}
	return Finding{Met: true, By: "all follow-ups settled"}
}

// atTheDoor is met by what is found at this boarding; an earlier one says nothing about it.
func atTheDoor(name FactName) test {
	return func(v View) Finding {
		found := fact(name, "yes")(v)
		if t, open := v.Case.TaskFor(StepBoarding); open && found.Met && found.Since.Before(t.OpenedAt) {
			return Finding{Since: t.OpenedAt}
		}
		return found
	}
}

// receiverSays: an arrival counts when an account of the receiving desk says so, never the
// sender's (G27, I10). Another receiver may have taken the task over; another kind of desk may not.
func receiverSays(v View) Finding {
	if v.Actor != (Actor{}) {
		return Finding{Met: v.Actor.Role == RoleReceiver, By: "the receiving desk"}
	}
	if s, ok := v.Case.Standing(StepArrival, v.Now); ok && s.By.Role == RoleReceiver {
		return Finding{Met: true, By: "arrival=" + string(s.Outcome), Since: s.At}
	}
	return Finding{}
}

func everythingTakenBack(v View) Finding {
	for _, u := range v.Case.Undo {
		if u.State == UndoOrdered {
			return Finding{Since: u.Ordered}
		}
	}
	return Finding{Met: true, By: "nothing left to take back"}
}

// accessReviewed: while nobody has said whether the glass was broken with good reason, an alert is open.
func accessReviewed(v View) Finding {
	for _, t := range v.Case.Tasks {
		if t.reviewsAccess() {
			return Finding{Since: t.OpenedAt}
		}
	}
	return Finding{Met: true, By: "no review of broken glass is open"}
}

// saidBefore: of two people who have to say the same, somebody else than who speaks now has said it.
func saidBefore(v View) Finding {
	t, open := v.Case.TaskFor(StepRegister)
	if !open || v.Actor.Account == "" {
		return Finding{}
	}
	for _, vote := range t.Votes {
		if vote.Outcome == Merged && vote.By.Account != v.Actor.Account {
			return Finding{Met: true, By: "a second person", Since: vote.At}
		}
	}
	return Finding{}
}
