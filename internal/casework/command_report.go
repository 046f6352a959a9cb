package casework

import (
	"slices"
	"time"

	"example.org/homeward/internal/fault"
)

// report applies an event that can be reported at any time (field reference 7).
func (d *draft) report() error {
	if !slices.Contains(Events(), d.cmd.Event) {
		return fault.New(fault.Invalid, "a case has no event of this kind")
	}
	if d.Deceased() && d.cmd.Event != EventReopened {
		return fault.New(fault.Conflict, "the survivor has died; nothing more can be reported")
	}
	d.addEntry(Entry{Code: EntryEvent, Detail: string(d.cmd.Event)})
	switch d.cmd.Event {
	case EventEmergency:
		d.setFact(FactMedicalCrisis, "open")
		d.unsettle(StepFitToTravel, StepPreEmbarkation)
		if d.Trip != nil {
			d.addNotice(Notice{Kind: NoticeEmergency, Desk: d.Rules.Desks[DeskTransport]})
		}
		d.addNotice(Notice{Kind: NoticeEmergency, Desk: d.Rules.Desks[DeskCaseworker]})
	case EventEmergencyOver:
		if why := d.whyNotClose(Statement{Name: FactMedicalCrisis, Value: closedValue}); why != "" {
			return fault.New(fault.Denied, why)
		}
		d.setFact(FactMedicalCrisis, "closed")
	case EventDeath:
		d.died()
	case EventAgeDisputed:
		d.disputeAge()
		d.unsettle(StepSolution)
		d.orderUndo([]UndoKind{UndoManifest, UndoTicket, UndoSeat}) // off the movement of adults
	case EventNationalityDisputed:
		d.setFact(FactNationality, "disputed")
		d.unsettle(StepVerifyNationality, StepNationalityDispute, StepTravelDocument)
		d.orderUndo([]UndoKind{UndoManifest, UndoTicket, UndoSeat})
	case EventAsylumClaim:
		d.claimAsylum()
	case EventAsylumClosed:
		d.setFact(FactAsylum, "closed")
		d.unsettle(StepSolution)
	case EventHoldSet:
		return d.setHold()
	case EventHoldLifted:
		return d.liftHold()
	case EventCustodyChanged:
		return d.custodyChanged()
	case EventContactLost:
		d.contactLost()
	case EventContactRestored:
		d.setFact(FactContact, "kept")
	case EventSuperseded:
		return d.supersede()
	case EventCorridorChanged:
		if d.cmd.Pinned == nil {
			return fault.New(fault.Invalid, "name the corridor that the case moves to")
		}
		d.Rules, d.Modality = *d.cmd.Pinned, d.cmd.Pinned.Modality
		if _, known := d.Fact(FactScreeningDebt); d.Rules.ScreeningOwed && !known {
			d.setFact(FactScreeningDebt, "owed")
		}
	case EventPaused:
		return d.pauseCase()
	case EventResumed:
		return d.resumeCase()
	case EventReopened:
		return d.reopen()
	}
	return nil
}

// died ends every track. No automatic notice is sent to a desk, and seats are released without one.
func (d *draft) died() {
	d.setFact(FactDeceased, "yes")
	d.Modality = DeathInCare
	d.Ended = &End{At: d.cmd.At, Deceased: true, Key: d.cmd.Key}
	for _, t := range slices.Clone(d.Tasks) {
		if !t.reviewsAccess() { // the reason for an access is reviewed after her death too
			d.recall(t)
		}
	}
	d.orderUndo([]UndoKind{UndoManifest, UndoTicket, UndoSeat})
	d.abandonUndo()
}

// claimAsylum blocks the consular track: nothing further is sent to the state of origin, which is asked
// to delete what it has.
func (d *draft) claimAsylum() {
	d.setFact(FactAsylum, "open")
	d.orderUndo([]UndoKind{UndoManifest, UndoTicket, UndoSeat, UndoVerification, UndoDocumentRequest, UndoCommitment, UndoReception}, d.endGrants(towardsOrigin)...)
	if s, ok := d.Settlement(StepSolution); ok && s.Outcome != Asylum {
		d.unsettle(StepSolution)
	}
}

func (d *draft) setHold() error {
	h := d.cmd.Hold
	if h == nil || h.ID == "" || h.Kind == "" || !h.ReviewBy.After(d.cmd.At) {
		return fault.New(fault.Invalid, "a hold needs a kind and a review date in the future")
	}
	for _, known := range d.OnHold {
		if known.ID == h.ID {
			return fault.New(fault.Conflict, "this hold is set already")
		}
	}
	hold := Hold{ID: h.ID, Kind: h.Kind, Since: d.cmd.At, ReviewBy: h.ReviewBy.UTC(), By: d.cmd.By}
	d.OnHold = append(d.OnHold, hold)
	d.endWaivers("G20")
	d.unsettle(StepLegalRelease)
	d.change.Holds = append(d.change.Holds, HoldChange{Hold: hold})
	d.addEntry(Entry{Code: EntryHoldSet, Detail: hold.Kind})
	return nil
}

func (d *draft) liftHold() error {
	if d.cmd.Hold == nil {
		return fault.New(fault.Invalid, "name the hold to lift")
	}
	i := slices.IndexFunc(d.OnHold, func(h Hold) bool { return h.ID == d.cmd.Hold.ID })
	if i < 0 {
		return fault.New(fault.Conflict, "there is no such hold")
	}
	d.change.Holds = append(d.change.Holds, HoldChange{Hold: d.OnHold[i], Lifted: true})
	d.addEntry(Entry{Code: EntryHoldLifted, Detail: d.OnHold[i].Kind})
	d.OnHold = slices.Delete(d.OnHold, i, i+1)
	return nil
}

func (d *draft) custodyChanged() error {
	if err := d.checkFacts(""); err != nil {
		return err
	}
	for _, s := range d.cmd.Facts {
		if s.Name == FactCustodian {
			d.setFact(s.Name, s.Value)
			return nil
		}
	}
	return fault.New(fault.Invalid, "name the new custodian")
}

func (d *draft) supersede() error {
	if _, ok := d.Settlement(d.cmd.Step); !ok {
		return fault.New(fault.Conflict, "this step is not settled")
	}
	if spec, _ := SpecOf(d.cmd.Step); spec.ByMovement {
		return fault.New(fault.Conflict, "a movement settles this step, and a departure cannot be undone")
	}
	if !d.cmd.Reasoned {
		return fault.New(fault.Invalid, "superseding a decision needs written reasons")
	}
	d.unsettle(d.cmd.Step)
	if d.cmd.Step == StepFearOfReturn {
		d.FearSuperseded = d.cmd.At
	}
	if d.cmd.Step == StepDetermination {
		d.unsettle(StepReview)
	}
	return nil
}

func (d *draft) pauseCase() error {
	if _, known := CauseOf(d.cmd.Cause); !known {
		return fault.New(fault.Invalid, "a pause needs a cause from the list")
	}
	if d.Pause != nil {
		return fault.New(fault.Conflict, "the case is paused already")
	}
	until, err := d.pauseEnd(d.kindsOf(d.cmd.By.Desk))
	if err != nil {
		return err
	}
	d.Pause = &Pause{Cause: d.cmd.Cause, Since: d.cmd.At, By: d.cmd.By, Until: until}
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause == nil && t.Step != StepReflection && !t.reviewsAccess() { // the survivor's rights are not paused
			d.pauseClock(t, d.cmd.Cause, time.Time{})
		}
	}
	return nil
}

func (d *draft) resumeCase() error {
	if d.Pause == nil {
		return fault.New(fault.Conflict, "the case is not paused")
	}
	d.endCasePause()
	return nil
}

// endCasePause lets a case continue, with the tasks that were paused with it.
func (d *draft) endCasePause() {
	since := d.Pause.Since
	d.Pause = nil
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause == nil || t.Asked != "" {
			continue
		}
		answered := t.Pause.Cause == CauseInformation // while the case was paused
		if answered || t.Pause.Since.Equal(since) {
			d.resumeClock(t)
		}
	}
}

func (d *draft) reopen() error {
	if d.Ended == nil || !d.Ended.Closed || d.Ended.Deceased {
		return fault.New(fault.Conflict, "only a closed case of a living survivor can be reopened")
	}
	d.Ended = nil
	d.unsettle(StepClosure)
	d.addEntry(Entry{Code: EntryReopened})
	return nil
}
