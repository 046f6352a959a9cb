package casework

// consequences applies what follows from an outcome, beyond settling the step.
func (d *draft) consequences(t Task, outcome Outcome) {
	switch t.Step.Base() {
	case StepTriage:
		if outcome == Isolate {
			d.setFact(FactContagious, "suspected")
		}
	case StepFearOfReturn:
		d.Feared = d.Feared || outcome == Yes
	case StepScreening:
		d.Screenings++
		d.Screeners = addAccount(d.Screeners, d.cmd.By.Account)
		if outcome == ChildProtocol && !d.Child() {
			d.disputeAge()
		}
	case StepAgeAssessment:
		d.setFact(FactAge, string(outcome))
	case StepDetermination:
		if outcome == Minor {
			d.setFact(FactAge, "minor")
		}
	case StepReview:
		d.reviewed(outcome)
	case StepSolution:
		if outcome == Asylum {
			d.claimAsylum()
		}
	case StepVerifyNationality:
		d.nationality(outcome)
	case StepNationalityDispute:
		d.disputed(outcome)
	case StepLegalRelease:
		if outcome != Refused {
			d.liftHolds()
		}
		if outcome == TestimonyTaken {
			d.arm(UndoPoliceStatement, t.Step, t.Desk, "")
		}
	case StepReception:
		if outcome == Accepted { // the handover package goes to the receiver
			d.arm(UndoHandover, t.Step, t.Desk, "")
		}
	case StepExitPermit:
		if outcome == Granted {
			d.arm(UndoExitPermit, t.Step, t.Desk, "")
		}
	case StepFineWaiver:
		if outcome == Granted {
			d.arm(UndoFineWaiver, t.Step, t.Desk, "")
		}
	case StepPreEmbarkation:
		if outcome == Off {
			d.endWaivers("G16")
		}
	case StepArrival:
		d.arrived(outcome)
	case StepSafetyCall:
		d.contacted(t, outcome == NoAnswer)
		if outcome == AtRisk {
			d.setFact(FactSafetyAlert, "open")
		}
	case StepFollowUp:
		if outcome == LostContact {
			d.contactLost()
		} else {
			d.contacted(t, outcome == Missed)
		}
	case StepScreeningAtOrigin:
		if outcome == Screened {
			d.setFact(FactScreeningDebt, "paid")
		} else {
			d.setFact(FactScreeningDebt, "declined")
		}
	case StepAccessReview:
		d.breakGlassReviewed(t.Step, outcome)
	case StepAttest:
		d.attested(t.Desk, outcome)
	case StepClosure:
		if outcome == Closed {
			d.close()
		}
	default:
	}
}

// reviewed applies a review. After an overturned determination the case continues as if the panel had
// found a victim. The first decision stays on record.
func (d *draft) reviewed(outcome Outcome) {
	if outcome != Overturned {
		return
	}
	before, ok := d.Settlement(StepDetermination)
	if !ok {
		return
	}
	d.addEntry(Entry{Code: EntrySuperseded, Step: StepDetermination, Outcome: before.Outcome})
	before.Outcome, before.At, before.By, before.Key = Victim, d.cmd.At, d.cmd.By, d.cmd.Key
	d.putSettlement(before)
}

// nationality records a consulate's answer. A refusal never leads to a removal: the procedure sends the
// case to a caseworker, who looks for another way.
func (d *draft) nationality(outcome Outcome) {
	switch outcome {
	case Confirmed, PermanentResident:
		d.setFact(FactNationality, "confirmed")
	case NotNational:
		d.setFact(FactNationality, "refused")
	case Disputed:
		d.setFact(FactNationality, "disputed")
	case Stateless:
		d.setFact(FactNationality, "stateless")
	default: // insufficient: the consulate is asked again
	}
}

// disputed applies the caseworker's decision after a refusal: more evidence to the same mission,
// another state, or the protection of stateless people.
func (d *draft) disputed(outcome Outcome) {
	switch outcome {
	case MoreEvidence:
		d.unsettle(StepVerifyNationality, StepNationalityDispute)
	case SecondState:
		d.Second = &OtherState{State: d.cmd.State, Desk: d.cmd.Desk}
		d.unsettle(StepVerifyNationality, StepNationalityDispute, StepTravelDocument, StepFearOfReturn) // fear is asked again for each state
	case Stateless:
		d.setFact(FactNationality, "stateless")
		d.unsettle(StepSolution) // she chooses again, because the state of origin is not the expected one
	default:
	}
}

// arrived opens an alert for a survivor who was not met or is detained, and a medical emergency for one
// in hospital.
func (d *draft) arrived(outcome Outcome) {
	if outcome == NotMet || outcome == Detained {
		d.setFact(FactSafetyAlert, "open")
	}
	if outcome == Hospital {
		d.setFact(FactMedicalCrisis, "open")
	}
}

// contacted counts missed contacts. After the corridor's number of tries the contact counts as lost and
// an alert is opened. Silence alone never closes the case.
func (d *draft) contacted(t Task, missed bool) {
	if !missed {
		d.setFact(FactContact, "kept")
		return
	}
	if d.Misses == nil {
		d.Misses = map[Step]int{}
	}
	d.Misses[t.Step]++
	d.addEntry(Entry{Code: EntryContactMissed, Step: t.Step, Task: t.ID})
	if d.Misses[t.Step] < d.Rules.Tries {
		return
	}
	d.contactLost()
	if t.Step.Base() == StepFollowUp {
		s, _ := d.Settlement(t.Step)
		s.Outcome = LostContact
		d.putSettlement(s)
	}
}

// contactLost records a lost contact and opens an alert: she must be looked for before the case can
// close.
func (d *draft) contactLost() {
	d.setFact(FactContact, "lost")
	d.setFact(FactSafetyAlert, "open")
}

func (d *draft) close() {
	deceased := d.Deceased()
	d.Ended = &End{At: d.cmd.At, Closed: true, Deceased: deceased, Key: d.cmd.Key}
	d.addEntry(Entry{Code: EntryClosed})
}

func (d *draft) liftHolds() {
	for _, h := range d.OnHold {
		d.change.Holds = append(d.change.Holds, HoldChange{Hold: h, Lifted: true})
		d.addEntry(Entry{Code: EntryHoldLifted, Detail: h.Kind})
	}
	d.OnHold = nil
}
