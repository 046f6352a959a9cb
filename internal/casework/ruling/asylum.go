package ruling

import "example.org/homeward/internal/casework"

// claimAsylum blocks the consular track: nothing further is sent to the state of origin, which is asked
// to delete what it has. A protection authority decides the claim, and decides a new claim again.
func (d *draft) claimAsylum() {
	open := d.FactIs(casework.FactAsylum, casework.AsylumOpen)
	d.setFact(casework.FactAsylum, casework.AsylumOpen)
	kinds := []casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat, casework.UndoVerification, casework.UndoDocumentRequest, casework.UndoCommitment, casework.UndoReception}
	if d.Protects() {
		kinds = append(kinds, casework.UndoHandover) // where she is, and how she is reached
		if !open {
			d.unsettle(casework.StepAsylumDecision, casework.StepStopJourney)
		}
		d.stopJourney()
	}
	if _, left := d.Settlement(casework.StepDeparture); !left && d.Protects() {
		d.takeBackFromOrigin()
		d.takeBackJourney()
	}
	d.orderUndo(kinds, d.endGrants(towardsOrigin)...)
	if s, ok := d.Settlement(casework.StepSolution); ok && s.Outcome != casework.Asylum {
		d.unsettle(casework.StepSolution)
	}
}

// choseAsylum applies her choice of asylum. If she has it already, she stays and claims nothing.
func (d *draft) choseAsylum() {
	if !d.Protects() || !d.FactIs(casework.FactAsylum, casework.AsylumGranted) {
		d.claimAsylum()
	}
}

// asylumDecided applies the answer of the protection authority. While an appeal is pending, the claim is open.
func (d *draft) asylumDecided(outcome casework.Outcome) {
	switch outcome {
	case casework.Granted:
		d.endAsylum(casework.AsylumGranted)
	case casework.Refused:
		d.endAsylum(casework.AsylumRefused)
	case casework.Withdrawn:
		d.endAsylum(casework.AsylumWithdrawn)
	default: // appealed: the authority is asked again
	}
}

// endAsylum ends the claim with a value of its fact. She chooses again before any mission is asked. Unless she
// is protected, in which case no consulate of a state that she fears is ever asked, she is asked about fear of
// return again.
func (d *draft) endAsylum(value string) {
	d.setFact(casework.FactAsylum, value)
	if !d.Protects() {
		d.unsettle(casework.StepSolution)
		return
	}
	if value != casework.AsylumGranted {
		d.unsettle(casework.StepFearOfReturn)
	}
	if _, left := d.Settlement(casework.StepDeparture); !left {
		d.chooseFirst()
	}
}

// chooseFirst asks for her choice before any mission is asked about her.
func (d *draft) chooseFirst() {
	d.ChoiceFirst = true
	d.unsettle(casework.StepSolution)
}

// chosen applies her choice. A mission may be asked once she has chosen to return.
func (d *draft) chosen(outcome casework.Outcome) {
	switch outcome {
	case casework.Return:
		d.ChoiceFirst = false
	case casework.Asylum:
		d.choseAsylum()
	default:
	}
}

// stopJourney asks the escort to stop a journey on which she has asked for protection: she must not be handed
// over to the state that she may fear. The receiver there gets nothing but the request to delete what it has.
func (d *draft) stopJourney() {
	if !d.OnJourney() {
		return
	}
	for _, kind := range []casework.DeskKind{casework.DeskEscort, casework.DeskTransport} {
		d.addNotice(casework.Notice{Kind: casework.NoticeStop, Desk: d.Rules.Desks[kind]})
	}
}

// journeyStopped applies the escort's answer. One whose journey was stopped is as before it, in the care of the
// host state or of the state on the way in which she asked. One who was handed over in spite of it must be found.
func (d *draft) journeyStopped(outcome casework.Outcome) {
	if outcome == casework.Stopped {
		d.leaveMovement()
		return
	}
	d.setFact(casework.FactSafetyAlert, casework.ValueOpen)
}
