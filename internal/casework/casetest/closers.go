package casetest

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Closers lists the ways in which each condition becomes unmet in a case that was ready.
func Closers() map[casework.ConditionID][]Closer {
	fact := func(name casework.FactName, bad string) []Closer { return []Closer{noFact(name), factIs(name, bad)} }
	step := func(s casework.Step, good, bad casework.Outcome) []Closer {
		return []Closer{neverSettled(s), settledAs(s, bad), askedOnceMore(s, bad), RanOut(s, good)}
	}
	consent := func(which casework.Consent) []Closer {
		return []Closer{Withdrawn(which), consentRanOut(which), neverGiven(which), byAuthority(which)}
	}
	before := func(ways []Closer) []Closer { // of a departure
		var out []Closer
		for _, w := range ways {
			out = append(out, stillThere(w))
		}
		return out
	}
	child := func(ways []Closer) []Closer {
		var out []Closer
		for _, w := range ways {
			out = append(out, ofAChild(w))
		}
		return out
	}
	do := func(since time.Duration, f func(*casework.Case)) []Closer { return []Closer{{f, since}} }
	return map[casework.ConditionID][]Closer{
		casework.CondTold:             {noFact(casework.FactToldOfPurpose)},
		casework.CondNeedsMet:         fact(casework.FactNeedsMet, "no"),
		casework.CondInterpreter:      fact(casework.FactInterpreter, "missing"),
		casework.CondLawyerTold:       fact(casework.FactLawyerTold, "no"),
		casework.CondScreeningConsent: consent(casework.ConsentScreening),
		casework.CondFearAsked:        step(casework.StepFearOfReturn, casework.No, casework.Yes),
		casework.CondConsulateConsent: append(consent(casework.ConsentConsulate), consent(casework.ConsentShareIdentity)...),
		casework.CondNoAsylum:         {factIs(casework.FactAsylum, "open"), factIs(casework.FactAsylum, "granted")},
		casework.CondFamilyConsent:    consent(casework.ConsentFamily),
		casework.CondRecruiterKnown:   fact(casework.FactRecruiter, "unknown"),
		casework.CondShareConsent:     consent(casework.ConsentHandover),
		casework.CondSharingAgreement: {
			{func(c *casework.Case) { c.Rules.SharingAgreement = false }, 0},
			{func(c *casework.Case) {
				c.Rules.SharingAgreement = false
				Know(c, casework.FactSharing, "ended", Changed)
			}, Changed},
			factIs(casework.FactSharing, "ended"),
		},
		casework.CondReceiver: {{func(c *casework.Case) {
			c.Tasks = append(c.Tasks, casework.Task{ID: "x", Step: casework.StepReception, Desk: "another-receiver", StartedAt: At().Add(Changed)})
		}, Changed}},
		casework.CondTwoScreenings: {
			{func(c *casework.Case) { c.Screenings = 0 }, 0}, {func(c *casework.Case) { c.Screenings = 1 }, 0},
		},
		casework.CondReflectionOver: {
			settledAs(casework.StepDetermination, casework.Victim),
			{func(c *casework.Case) {
				Settle(c, casework.StepDetermination, casework.Victim, time.Hour)
				c.Tasks = append(c.Tasks, casework.Task{ID: "r", Step: casework.StepReflection, OpenedAt: At().Add(Changed)})
			}, Changed},
		},
		casework.CondNoReview: {
			settledAs(casework.StepDetermination, casework.NotVictim), settledAs(casework.StepDetermination, casework.Offender),
			{func(c *casework.Case) {
				c.Tasks = append(c.Tasks, casework.Task{ID: "r", Step: casework.StepReview, OpenedAt: At().Add(Changed)})
			}, Changed},
		},
		casework.CondAgeSettled:     {noFact(casework.FactAge), factIs(casework.FactAge, "disputed"), factIs(casework.FactAge, "minor")},
		casework.CondGuardian:       child(step(casework.StepGuardian, casework.Appointed, casework.NoneFound)),
		casework.CondBestInterests:  child(step(casework.StepBestInterests, casework.Return, casework.Stay)),
		casework.CondChildView:      {ofAChild(noFact(casework.FactChildView))},
		casework.CondFamilyAssessed: {ofAChild(neverSettled(casework.StepFamilyAssessment)), ofAChild(RanOut(casework.StepFamilyAssessment, casework.Safe))},
		casework.CondVerified:       step(casework.StepVerifyNationality, casework.Confirmed, casework.NotNational),
		casework.CondDocumentValid: before([]Closer{
			neverSettled(casework.StepTravelDocument), settledAs(casework.StepTravelDocument, casework.Refused),
			{func(c *casework.Case) { // still valid now, and not long enough after the departure
				Settle(c, casework.StepTravelDocument, casework.Issued, 2*time.Hour)
				c.Settlements[len(c.Settlements)-1].Until = After(25 * Day)
			}, 2 * time.Hour},
		}),
		casework.CondExitPermit:    before(step(casework.StepExitPermit, casework.Granted, casework.Refused)),
		casework.CondFineSettled:   before([]Closer{neverSettled(casework.StepFineWaiver), RanOut(casework.StepFineWaiver, casework.Granted)}),
		casework.CondReturnConsent: consent(casework.ConsentReturn),
		casework.CondNoHold: do(Changed, func(c *casework.Case) {
			c.OnHold = []casework.Hold{{ID: "h1", Since: At().Add(Changed)}, {ID: "h2", Since: At().Add(Changed + Day)}}
		}),
		casework.CondFit:       before(step(casework.StepFitToTravel, casework.Fit, casework.Unfit)),
		casework.CondReception: before(step(casework.StepReception, casework.Accepted, casework.Declined)),
		casework.CondNotPaused: {
			{func(c *casework.Case) { c.Pause = &casework.Pause{Since: At().Add(Changed)} }, Changed},
			factIs(casework.FactMedicalCrisis, "open"),
		},
		casework.CondNotWithdrawn:  step(casework.StepSolution, casework.Return, casework.Stay),
		casework.CondTicketMatches: {neverSettled(casework.StepTravelDocument), {func(c *casework.Case) { c.Trip.Document = "doc-0" }, 2 * time.Hour}, {func(c *casework.Case) { c.Trip = nil }, 2 * time.Hour}},
		casework.CondNamesMatch:    {factIs(casework.FactNamesMatch, "no")},
		casework.CondSeparated:     {factIs(casework.FactSeparated, "no")},
		casework.CondSlot:          step(casework.StepBorderSlot, casework.Confirmed, casework.Full),
		casework.CondCustodian: do(Changed, func(c *casework.Case) {
			c.Rules.RefusedCustodians = []string{"dkba"}
			Know(c, casework.FactCustodian, "dkba", Changed)
		}),
		casework.CondCommitment:     step(casework.StepEmbassyCommitment, casework.Committed, casework.Declined),
		casework.CondManifest:       {neverSettled(casework.StepManifest), settledAs(casework.StepManifest, casework.Returned)},
		casework.CondPreEmbarkation: before(step(casework.StepPreEmbarkation, casework.Fit, casework.Off)),
		casework.CondIdentityMatch: append(fact(casework.FactIdentityMatch, "no"), Closer{func(c *casework.Case) { // found at an earlier boarding
			c.Tasks = append(c.Tasks, casework.Task{ID: "b", Step: casework.StepBoarding, OpenedAt: At().Add(Changed)})
		}, Changed}),
		casework.CondAskedAgain:    fact(casework.FactAskedAgain, "no"),
		casework.CondNotContagious: {factIs(casework.FactContagious, "suspected"), factIs(casework.FactContagious, "yes")},
		casework.CondPickUp:        fact(casework.FactPickUp, "no"),
		casework.CondNotExtreme: {
			settledAs(casework.StepRiskAssessment, casework.Extreme), stillThere(neverSettled(casework.StepRiskAssessment)),
			stillThere(RanOut(casework.StepRiskAssessment, casework.Low)), RanOut(casework.StepRiskAssessment, casework.Extreme).at(time.Hour),
		},
		casework.CondVoluntary: append(consent(casework.ConsentReturn), Closer{func(c *casework.Case) { c.Modality = casework.Deportation }, 0}),
		casework.CondInformed:  fact(casework.FactInformed, "no"),
		casework.CondNoThreat:  {factIs(casework.FactThreat, "yes")},
		casework.CondFollowedUp: {
			neverSettled(casework.FollowUp("1w")), settledAs(casework.FollowUp("1m"), casework.Missed), askedOnceMore(casework.FollowUp("1m"), casework.Missed),
		},
		casework.CondNoAlert:     {factIs(casework.FactSafetyAlert, "open")},
		casework.CondNoComplaint: {factIs(casework.FactComplaint, "open")},
		casework.CondSupportPaid: {factIs(casework.FactSupport, "owed")},
		casework.CondDebtPaid:    {factIs(casework.FactScreeningDebt, "owed")},
		casework.CondUndone: do(Changed, func(c *casework.Case) {
			c.Undo = []casework.UndoEntry{{ID: 1, State: casework.UndoDone}, {ID: 2, State: casework.UndoOrdered, Ordered: At().Add(Changed)}}
		}),
		casework.CondReviewed: do(Changed, func(c *casework.Case) {
			c.Tasks = append(c.Tasks, casework.Task{ID: "access_review/1#1", Step: casework.AccessReview(1), OpenedAt: At().Add(Changed)})
		}),
		casework.CondRetention:       {noFact(casework.FactRetentionReached)},
		casework.CondNoAccessRequest: {factIs(casework.FactAccessPending, "open")},
		casework.CondCells:           {noFact(casework.FactCellSize)},
		casework.CondPurpose:         {noFact(casework.FactPurpose)},
		casework.CondSecondApprover:  {noFact(casework.FactSecondApprover)},
		casework.CondWatermark:       {noFact(casework.FactWatermark)},
		casework.CondSnapshot:        {noFact(casework.FactSnapshot)},
		casework.CondDeparted:        {neverSettled(casework.StepDeparture)},
		casework.CondReceiverSays:    {neverSettled(casework.StepArrival), {func(c *casework.Case) { c.Settlements[Slot(c, casework.StepArrival)].By.Role = casework.RoleTransport }, 0}},
		casework.CondWaiverAnswered:  {neverSettled(casework.StepFineWaiver)},
		casework.CondRelation:        {noFact(casework.FactRelationProven)},
		casework.CondBackground:      {noFact(casework.FactBackground)},
		casework.CondPreviewed:       {noFact(casework.FactPreviewed)},
	}
}

// at returns the same way, unmet since another instant.
func (w Closer) at(since time.Duration) Closer { return Closer{w.Do, since} }

// Slot returns the index of the settlement of a step.
func Slot(c *casework.Case, s casework.Step) int {
	for i := range c.Settlements {
		if c.Settlements[i].Step == s {
			return i
		}
	}
	return -1
}
