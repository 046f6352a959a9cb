package ruling

import "example.org/homeward/internal/casework"

// consequences applies what follows from an outcome, beyond settling the step.
func (d *draft) consequences(t casework.Task, outcome casework.Outcome) {
	switch t.Step.Base() {
	case casework.StepTriage:
		if outcome == casework.Isolate {
			d.setFact(casework.FactContagious, "suspected")
		}
	case casework.StepFearOfReturn:
		d.fearAnswered(outcome)
		if outcome == casework.Yes {
			d.fearTold(outcome)
		}
	case casework.StepScreening:
		d.Screenings++
		d.Screeners = addAccount(d.Screeners, d.cmd.By.Account)
		if outcome == casework.ChildProtocol && !d.Child() {
			d.disputeAge()
		}
	case casework.StepSecondLook:
		d.lookedAgain(outcome)
	case casework.StepAgeAssessment:
		d.setFact(casework.FactAge, string(outcome))
	case casework.StepDetermination:
		if outcome == casework.Minor {
			d.setFact(casework.FactAge, "minor")
		}
	case casework.StepReview:
		d.reviewed(outcome)
	case casework.StepSolution:
		d.choseOther(outcome)
		d.chosen(outcome)
	case casework.StepAsylumDecision:
		d.asylumDecided(outcome)
	case casework.StepStopJourney:
		d.journeyStopped(outcome)
	case casework.StepVerifyNationality:
		d.nationality(outcome)
	case casework.StepNationalityDispute:
		d.disputed(outcome)
	case casework.StepDisputeReview:
		d.disputeReviewed(outcome)
	case casework.StepLegalRelease:
		if outcome != casework.Refused {
			d.liftHolds()
		}
		if outcome == casework.TestimonyTaken {
			d.arm(casework.UndoPoliceStatement, t.Step, t.Desk, "")
		}
	case casework.StepReception:
		if outcome == casework.Accepted { // the handover package goes to the receiver
			d.arm(casework.UndoHandover, t.Step, t.Desk, "")
		}
	case casework.StepExitPermit:
		if outcome == casework.Granted {
			d.arm(casework.UndoExitPermit, t.Step, t.Desk, "")
		}
	case casework.StepFineWaiver:
		if outcome == casework.Granted {
			d.arm(casework.UndoFineWaiver, t.Step, t.Desk, "")
		}
	case casework.StepPreEmbarkation:
		if outcome == casework.Off {
			d.endWaivers("G16")
		}
	case casework.StepArrival:
		d.arrived(outcome)
	case casework.StepSafetyCall:
		d.contacted(t, outcome == casework.NoAnswer)
		if outcome == casework.AtRisk {
			d.setFact(casework.FactSafetyAlert, "open")
		}
	case casework.StepFollowUp:
		if outcome == casework.LostContact {
			d.contactLost()
		} else {
			d.contacted(t, outcome == casework.Missed)
		}
	case casework.StepScreeningAtOrigin:
		if outcome == casework.Screened {
			d.setFact(casework.FactScreeningDebt, "paid")
		} else {
			d.setFact(casework.FactScreeningDebt, "declined")
		}
	case casework.StepAccessReview:
		d.breakGlassReviewed(t.Step, outcome)
	case casework.StepHoldReview:
		d.holdReviewed(t.Step, outcome)
	case casework.StepAttest:
		d.attested(t.Desk, outcome)
	case casework.StepClosure:
		if outcome == casework.Closed {
			d.close()
		}
	default:
	}
}

// reviewed applies a review. After an overturned determination the case continues as if the panel had
// found a victim. The first decision stays on record.
func (d *draft) reviewed(outcome casework.Outcome) {
	if outcome != casework.Overturned {
		return
	}
	before, ok := d.Settlement(casework.StepDetermination)
	if !ok {
		d.referAfterReview()
		return
	}
	d.addEntry(casework.Entry{Code: casework.EntrySuperseded, Step: casework.StepDetermination, Outcome: before.Outcome})
	before.Outcome, before.At, before.By, before.Key = casework.Victim, d.cmd.At, d.cmd.By, d.cmd.Key
	d.putSettlement(before)
}

// arrived opens an alert for a survivor who was not met or is detained, and a medical emergency for one
// in hospital.
func (d *draft) arrived(outcome casework.Outcome) {
	if outcome == casework.NotMet || outcome == casework.Detained {
		d.setFact(casework.FactSafetyAlert, "open")
	}
	if outcome == casework.Hospital {
		d.setFact(casework.FactMedicalCrisis, "open")
	}
}

// contacted counts missed contacts. After the corridor's number of tries the contact counts as lost and
// an alert is opened. Silence alone never closes the case.
func (d *draft) contacted(t casework.Task, missed bool) {
	if !missed {
		d.setFact(casework.FactContact, "kept")
		return
	}
	if d.Misses == nil {
		d.Misses = map[casework.Step]int{}
	}
	d.Misses[t.Step]++
	d.addEntry(casework.Entry{Code: casework.EntryContactMissed, Step: t.Step, Task: t.ID})
	if d.Misses[t.Step] < d.Rules.Tries {
		return
	}
	d.contactLost()
	if t.Step.Base() == casework.StepFollowUp {
		s, _ := d.Settlement(t.Step)
		s.Outcome = casework.LostContact
		d.putSettlement(s)
	}
}

// contactLost records a lost contact and opens an alert: she must be looked for before the case can
// close.
func (d *draft) contactLost() {
	d.setFact(casework.FactContact, "lost")
	d.setFact(casework.FactSafetyAlert, "open")
}

func (d *draft) close() {
	deceased := d.Deceased()
	d.Ended = &casework.End{At: d.cmd.At, Closed: true, Deceased: deceased, Key: d.cmd.Key}
	d.addEntry(casework.Entry{Code: casework.EntryClosed})
	d.lapseAll()
}
