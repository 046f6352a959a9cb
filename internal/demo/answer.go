package demo

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// answer is how a desk answers its request.
type answer struct {
	outcome casework.Outcome
	reasons string
	facts   wire.Statements
	days    int    // the answer is valid for this long; 0 for no end
	number  string // of the document that is issued
}

const day = 24 * time.Hour

// decision returns the answer as the API takes it. It is the same on every start, because the days
// count from the start of the rescue.
func (a answer) decision(from time.Time) wire.TaskDecision {
	d := wire.TaskDecision{Outcome: a.outcome, Reasons: a.reasons, Facts: a.facts}
	if a.days > 0 {
		d.Until = from.UTC().Truncate(time.Second).Add(time.Duration(a.days) * day)
	}
	if a.number != "" {
		d.Document = wire.DocumentInput{Type: "single_sheet_etd", Number: a.number, ExpiresAt: d.Until}
	}
	return d
}

func stated(name casework.FactName, value string, more ...string) wire.Statements {
	out := wire.Statements{{Name: name, Value: value}}
	for i := 0; i+1 < len(more); i += 2 {
		out = append(out, wire.Statement{Name: casework.FactName(more[i]), Value: more[i+1]})
	}
	return out
}

// usual returns the answer to each step if nothing goes wrong.
func usual() map[casework.Step]answer {
	return map[casework.Step]answer{
		casework.StepRegister:          {outcome: casework.Registered, facts: stated(casework.FactToldOfPurpose, "yes")},
		casework.StepTriage:            {outcome: casework.Green, facts: stated(casework.FactNeedsMet, "yes")},
		casework.StepPlacement:         {outcome: casework.Placed},
		casework.StepEmbassyCommitment: {outcome: casework.Committed},
		casework.StepBorderSlot:        {outcome: casework.Confirmed, days: 3},
		casework.StepCrossing:          {outcome: casework.Crossed},
		casework.StepFearOfReturn: {
			outcome: casework.No, facts: stated(casework.FactInterpreter, "ok", "lawyer_told", "yes", "information_given", "yes"),
		},
		casework.StepScreening:         {outcome: casework.Refer},
		casework.StepDetermination:     {outcome: casework.Victim, reasons: "The indicators were weighed one by one."},
		casework.StepReflection:        {outcome: casework.Waived, reasons: "Counselled; it is the survivor's own wish."},
		casework.StepAgeAssessment:     {outcome: casework.Minor},
		casework.StepGuardian:          {outcome: casework.Appointed},
		casework.StepBestInterests:     {outcome: casework.Return, reasons: "The family is known, safe, and waits.", facts: stated(casework.FactChildView, "recorded")},
		casework.StepFamilyAssessment:  {outcome: casework.Safe},
		casework.StepRiskAssessment:    {outcome: casework.Low},
		casework.StepSolution:          {outcome: casework.Return},
		casework.StepVerifyNationality: {outcome: casework.Confirmed},
		casework.StepTravelDocument:    {outcome: casework.Issued, days: 300},
		casework.StepExitPermit:        {outcome: casework.Granted, days: 30},
		casework.StepFineWaiver:        {outcome: casework.NotDue},
		casework.StepReception:         {outcome: casework.Accepted, facts: stated(casework.FactPickUp, "yes")},
		casework.StepFitToTravel:       {outcome: casework.Fit},
		casework.StepPreEmbarkation:    {outcome: casework.Fit},
		casework.StepSafetyCall:        {outcome: casework.Safe},
		casework.StepPlan:              {outcome: casework.Agreed},
	}
}
