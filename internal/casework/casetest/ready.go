package casetest

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Ready returns a case in which every gate is open, and an instant at which they are.
func Ready() (casework.Case, time.Time) {
	c := casework.Case{Ref: "case-1", Rules: Rules(), Edition: casework.CurrentEdition, OpenedAt: At(), Modality: casework.VoluntaryAssisted, Screenings: 2}
	for _, name := range []casework.FactName{
		casework.FactToldOfPurpose, casework.FactNeedsMet, casework.FactLawyerTold, casework.FactIdentityMatch, casework.FactAskedAgain,
		casework.FactPickUp, casework.FactInformed, casework.FactRetentionReached, casework.FactPurpose, casework.FactSecondApprover,
		casework.FactWatermark, casework.FactCellSize, casework.FactRelationProven, casework.FactBackground, casework.FactPreviewed,
	} {
		Know(&c, name, "yes", time.Hour)
	}
	Know(&c, casework.FactInterpreter, "ok", time.Hour)
	Know(&c, casework.FactRecruiter, "known", time.Hour)
	Know(&c, casework.FactSnapshot, "kept", time.Hour)
	Know(&c, casework.FactAge, "adult", time.Hour)
	for _, which := range casework.Consents() {
		c.Consents = append(c.Consents, casework.ConsentGiven{Consent: which, At: At().Add(time.Hour), Mode: casework.ModeIcons})
	}
	for step, o := range map[casework.Step]casework.Outcome{
		casework.StepFearOfReturn: casework.No, casework.StepVerifyNationality: casework.Confirmed, casework.StepTravelDocument: casework.Issued,
		casework.StepExitPermit: casework.Granted, casework.StepFineWaiver: casework.Granted, casework.StepFitToTravel: casework.Fit,
		casework.StepReception: casework.Accepted, casework.StepSolution: casework.Return, casework.StepRiskAssessment: casework.Low,
		casework.StepManifest: casework.Locked, casework.StepPreEmbarkation: casework.Fit, casework.StepDeparture: casework.Departed,
		casework.StepArrival: casework.Met, casework.FollowUp("1w"): casework.Reached, casework.FollowUp("1m"): casework.Declined,
		casework.StepEmbassyCommitment: casework.Committed, casework.StepBorderSlot: casework.Confirmed,
	} {
		Settle(&c, step, o, 2*time.Hour)
	}
	c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: At().Add(20 * Day), Document: "doc-1"}
	return c, At().Add(10 * Day)
}

// Know puts a fact on record, this long after At, in place of an earlier one of its name.
func Know(c *casework.Case, name casework.FactName, value string, after time.Duration) {
	c.Facts = slices.DeleteFunc(c.Facts, func(f casework.Fact) bool { return f.Name == name })
	c.Facts = append(c.Facts, casework.Fact{Name: name, Value: value, At: At().Add(after)})
}

// Settle settles a step this long after At, in place of an earlier settlement.
func Settle(c *casework.Case, s casework.Step, o casework.Outcome, after time.Duration) {
	Unsettle(c, s)
	c.Settlements = append(c.Settlements, casework.Settlement{
		Step: s, Outcome: o, Attempt: 1, At: At().Add(after), Ref: "doc-1", By: Officer(casework.DeskReceiving, casework.RoleReceiver),
	})
}

// Unsettle removes the settlement of a step.
func Unsettle(c *casework.Case, s casework.Step) {
	c.Settlements = slices.DeleteFunc(c.Settlements, func(one casework.Settlement) bool { return one.Step == s })
}
