package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// report applies an event that can be reported at any time (field reference 7).
func (d *draft) report() error {
	if !slices.Contains(casework.Events(), d.cmd.Event) {
		return fault.New(fault.Invalid, "a case has no event of this kind")
	}
	if d.Deceased() && d.cmd.Event != casework.EventReopened && d.cmd.Event != casework.EventDeathCorrected {
		return fault.New(fault.Conflict, "the survivor has died; nothing more can be reported")
	}
	d.addEntry(casework.Entry{Code: casework.EntryEvent, Detail: string(d.cmd.Event)})
	switch d.cmd.Event {
	case casework.EventEmergency:
		d.setFact(casework.FactMedicalCrisis, "open")
		d.unsettle(casework.StepFitToTravel, casework.StepPreEmbarkation)
		if d.Trip != nil {
			d.addNotice(casework.Notice{Kind: casework.NoticeEmergency, Desk: d.Rules.Desks[casework.DeskTransport]})
		}
		d.addNotice(casework.Notice{Kind: casework.NoticeEmergency, Desk: d.Rules.Desks[casework.DeskCaseworker]})
	case casework.EventEmergencyOver:
		if why := d.whyNotClose(casework.Statement{Name: casework.FactMedicalCrisis, Value: casework.ValueClosed}); why != "" {
			return fault.New(fault.Denied, why)
		}
		d.setFact(casework.FactMedicalCrisis, "closed")
	case casework.EventDeath:
		d.died()
	case casework.EventAgeDisputed:
		d.disputeAge()
		d.unsettle(casework.StepSolution)
		d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat}) // off the movement of adults
	case casework.EventNationalityDisputed:
		d.disputeNationality()
	case casework.EventAsylumClaim:
		d.claimAsylum()
	case casework.EventAsylumClosed:
		d.endAsylum(casework.AsylumClosed)
	case casework.EventHoldSet:
		return d.setHold()
	case casework.EventHoldLifted:
		return d.liftHold()
	case casework.EventCustodyChanged:
		return d.custodyChanged()
	case casework.EventContactLost:
		d.contactLost()
	case casework.EventContactRestored:
		d.setFact(casework.FactContact, "kept")
	case casework.EventSuperseded:
		return d.supersede()
	case casework.EventCorridorChanged:
		return d.changeCorridor()
	case casework.EventPaused:
		return d.pauseCase()
	case casework.EventResumed:
		return d.resumeCase()
	case casework.EventReopened:
		return d.reopen()
	case casework.EventDeathCorrected:
		return d.notDead()
	}
	return nil
}

func (d *draft) custodyChanged() error {
	if err := d.checkFacts(""); err != nil {
		return err
	}
	for _, s := range d.cmd.Facts {
		if s.Name == casework.FactCustodian {
			d.setFact(s.Name, s.Value)
			return nil
		}
	}
	return fault.New(fault.Invalid, "name the new custodian")
}

func (d *draft) supersede() error {
	before, ok := d.Settlement(d.cmd.Step)
	if !ok {
		return fault.New(fault.Conflict, "this step is not settled")
	}
	if spec, _ := casework.SpecOf(d.cmd.Step); spec.ByMovement {
		return fault.New(fault.Conflict, "a movement settles this step, and a departure cannot be undone")
	}
	if !d.cmd.Reasoned {
		return fault.New(fault.Invalid, "superseding a decision needs written reasons")
	}
	if _, left := d.Settlement(casework.StepDeparture); left && d.Protects() && d.cmd.Step == casework.StepFearOfReturn {
		return fault.New(fault.Conflict, "she has left; report an asylum claim or open an alarm instead")
	}
	d.unsettle(d.cmd.Step)
	if d.cmd.Step == casework.StepFearOfReturn {
		d.FearSuperseded = d.cmd.At
		d.fearTold("")
	}
	if d.cmd.Step == casework.StepDetermination {
		d.unsettle(casework.StepReview)
	}
	if d.Protects() {
		d.followSuperseded(before)
	}
	return nil
}

// followSuperseded makes what rested on a superseded answer be done again, and takes back what it showed.
func (d *draft) followSuperseded(before casework.Settlement) {
	switch before.Step {
	case casework.StepScreening, casework.StepSecondLook:
		d.screenAgain()
	case casework.StepVerifyNationality:
		d.takeBackNationality(before.Outcome)
	case casework.StepNationalityDispute:
		d.unsettle(casework.StepDisputeReview)
	case casework.StepAsylumDecision:
		d.claimAsylum()
	default:
	}
}

func (d *draft) reopen() error {
	if d.Ended == nil || !d.Ended.Closed || d.Ended.Deceased {
		return fault.New(fault.Conflict, "only a closed case of a living survivor can be reopened")
	}
	d.Ended = nil
	d.unsettle(casework.StepClosure)
	if _, left := d.Settlement(casework.StepDeparture); d.Protects() && !left {
		d.chooseFirst()
	}
	d.addEntry(casework.Entry{Code: casework.EntryReopened})
	return nil
}
