package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// died ends every track. No automatic notice is sent to a desk, and seats are released without one.
func (d *draft) died() {
	d.setFact(casework.FactDeceased, "yes")
	d.Modality = casework.DeathInCare
	d.Ended = &casework.End{At: d.cmd.At, Deceased: true, Key: d.cmd.Key}
	d.lapseAll()
	for _, t := range slices.Clone(d.Tasks) {
		if !t.ReviewsAccess() { // the reason for an access is reviewed after her death too
			d.recall(t)
		}
	}
	d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat})
	d.abandonUndo()
}

// notDead takes back a death that was reported by mistake. Everything about where she is, how she is and what
// she wants is asked again; what others had decided about her stands.
func (d *draft) notDead() error {
	switch {
	case !d.Deceased():
		return fault.New(fault.Conflict, "no death is on record")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "correcting a death needs written reasons")
	}
	d.setFact(casework.FactDeceased, "no")
	d.Modality, d.Ended = d.Rules.Modality, nil
	if _, left := d.Settlement(casework.StepDeparture); left {
		d.unsettle(casework.StepArrival, casework.StepSafetyCall, casework.StepClosure)
		return nil
	}
	d.unsettle(casework.StepTriage, casework.StepPlacement, casework.StepRiskAssessment, casework.StepSolution, casework.StepFitToTravel, casework.StepPreEmbarkation, casework.StepClosure)
	return nil
}
