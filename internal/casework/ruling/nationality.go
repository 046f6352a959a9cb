package ruling

import "example.org/homeward/internal/casework"

// nationality records a consulate's answer. A refusal never leads to a removal: the procedure sends the
// case to a caseworker, who looks for another way.
func (d *draft) nationality(outcome casework.Outcome) {
	switch outcome {
	case casework.Confirmed, casework.PermanentResident:
		d.setFact(casework.FactNationality, casework.NationalityConfirmed)
	case casework.NotNational:
		d.setFact(casework.FactNationality, casework.NationalityRefused)
	case casework.Disputed:
		d.setFact(casework.FactNationality, casework.NationalityDisputed)
	case casework.Stateless:
		d.setFact(casework.FactNationality, casework.NationalityStateless)
	default: // insufficient: the consulate is asked again
	}
}

// disputeNationality applies the report that her nationality is disputed. No mission is asked about it again
// before a caseworker has found a way and a lawyer has agreed to it.
func (d *draft) disputeNationality() {
	d.setFact(casework.FactNationality, casework.NationalityDisputed)
	d.unsettle(casework.StepVerifyNationality, casework.StepNationalityDispute, casework.StepTravelDocument)
	if !d.Protects() {
		d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat})
		return
	}
	d.unsettle(casework.StepDisputeReview)
	d.Proposed = nil
	d.takeBackPapers()
}

// takeBackNationality applies that a consulate takes back its answer, which it may give again.
func (d *draft) takeBackNationality(before casework.Outcome) {
	d.setFact(casework.FactNationality, casework.NationalityOpen)
	d.unsettle(casework.StepNationalityDispute, casework.StepDisputeReview)
	d.Proposed = nil
	if before == casework.Confirmed || before == casework.PermanentResident {
		d.takeBackPapers()
	}
}

// takeBackPapers takes back what rested on a nationality that is not certain any more: the document, the place
// on a movement, and what was granted to the state of origin (field reference 5, nationality verified).
func (d *draft) takeBackPapers() {
	d.unsettle(casework.StepTravelDocument)
	d.endWaivers("G11")
	d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat, casework.UndoDocumentRequest}, d.endGrants(towardsOrigin)...)
}

// disputed applies the caseworker's decision after a refusal or a dispute: more evidence to the same mission,
// another state, or the protection of stateless people. Before a mission is asked again, a lawyer reviews the
// decision; earlier editions asked at once.
func (d *draft) disputed(outcome casework.Outcome) {
	switch {
	case outcome == casework.Stateless:
		d.setFact(casework.FactNationality, casework.NationalityStateless)
		d.unsettle(casework.StepSolution) // she chooses again, because the state of origin is not the expected one
	case d.Protects():
		d.Proposed = nil
		if outcome == casework.SecondState {
			d.Proposed = &casework.OtherState{State: d.cmd.State, Desk: d.cmd.Desk}
		}
	case outcome == casework.MoreEvidence:
		d.unsettle(casework.StepVerifyNationality, casework.StepNationalityDispute)
	case outcome == casework.SecondState:
		d.askSecondState(casework.OtherState{State: d.cmd.State, Desk: d.cmd.Desk})
	}
}

// disputeReviewed applies the lawyer's answer: a mission is asked, or the caseworker looks for another way.
func (d *draft) disputeReviewed(outcome casework.Outcome) {
	second := d.Proposed
	d.Proposed = nil
	switch {
	case outcome == casework.Refused:
		d.unsettle(casework.StepNationalityDispute, casework.StepDisputeReview)
		return
	case second != nil:
		d.askSecondState(*second)
	default:
		d.unsettle(casework.StepVerifyNationality, casework.StepNationalityDispute)
	}
	d.setFact(casework.FactNationality, casework.NationalityOpen)
	d.unsettle(casework.StepDisputeReview)
}

// askSecondState has the mission of another state asked. Fear is asked again for each state.
func (d *draft) askSecondState(second casework.OtherState) {
	d.Second = &second
	d.unsettle(casework.StepVerifyNationality, casework.StepNationalityDispute, casework.StepTravelDocument, casework.StepFearOfReturn)
}
