package ruling

import "example.org/homeward/internal/casework"

// takeBackFromOrigin asks the desks of her state of origin, and those that receive her there, to delete what
// they have received, ends their access, and forgets their answers: what they said is asked again, if it is
// ever asked.
func (d *draft) takeBackFromOrigin() {
	grants := d.endGrants(towardsOrigin)
	d.orderUndo([]casework.UndoKind{
		casework.UndoVerification, casework.UndoDocumentRequest, casework.UndoCommitment, casework.UndoReception, casework.UndoHandover,
	}, grants...)
	d.unsettle(casework.StepEmbassyCommitment, casework.StepVerifyNationality, casework.StepNationalityDispute, casework.StepDisputeReview, casework.StepTravelDocument, casework.StepReception)
	d.Proposed = nil
}

// takeBackRequest asks a desk outside her care in the host state, whose request was recalled, to delete what it has
// received with the request.
func (d *draft) takeBackRequest(t casework.Task) {
	if !d.Protects() || t.Kind != casework.DeskConsulate && t.Kind != casework.DeskReceiving {
		return
	}
	d.orderUndoOf(func(u casework.UndoEntry) bool { return u.Step == t.Step && u.Desk == t.Desk })
}

// takeBackJourney returns the places on a movement and the permits of a return that is not to be.
func (d *draft) takeBackJourney() {
	d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat, casework.UndoExitPermit, casework.UndoFineWaiver})
	d.unsettle(casework.StepExitPermit, casework.StepFineWaiver) // also an answer that no fine is due
}

// fearTold applies an answer that she fears to return, or the superseding of an answer that she does not:
// from this instant her state sees nothing but its own request to delete. (Refugee Convention art. 33; field
// reference 7.) After a "yes" she chooses again. No lawyer has checked it.
func (d *draft) fearTold(outcome casework.Outcome) {
	if _, left := d.Settlement(casework.StepDeparture); left || !d.Protects() {
		return
	}
	d.takeBackFromOrigin()
	if outcome == casework.Yes {
		d.takeBackJourney()
		if s, chosen := d.Settlement(casework.StepSolution); chosen && s.Outcome == casework.Return {
			d.unsettle(casework.StepSolution)
		}
	}
}

// choseOther takes back what rests on an earlier choice to return, once she chooses to stay or to go elsewhere.
// A choice that she puts off takes nothing back.
func (d *draft) choseOther(outcome casework.Outcome) {
	_, left := d.Settlement(casework.StepDeparture)
	if left || !d.Protects() || d.Modality.ByForceOfLaw() || outcome == casework.Return || outcome == casework.NotNow {
		return
	}
	d.takeBackJourney()
	d.orderUndo([]casework.UndoKind{casework.UndoReception, casework.UndoHandover})
	d.unsettle(casework.StepReception)
}
