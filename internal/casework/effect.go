package casework

// Effect is the effect of withdrawing a consent (field reference 5 and 7). Open requests for the
// recalled steps are recalled, and armed undo entries of the kinds are undone in reverse order.
type Effect struct {
	Recalls []Step
	Undoes  []UndoKind
}

// EffectOf is the table of effects. Withdrawing a consent that is not in it stops nothing else.
func EffectOf(c Consent) Effect {
	returning := []UndoKind{UndoManifest, UndoTicket, UndoSeat, UndoHandover, UndoReception, UndoExitPermit, UndoFineWaiver}
	consular := []UndoKind{UndoVerification, UndoDocumentRequest, UndoCommitment}
	switch c {
	case ConsentRegistration:
		all := append([]UndoKind{}, returning...)
		all = append(all, consular...)
		all = append(all, UndoFamilyContact, UndoHandover, UndoPoliceStatement, UndoScreeningShare)
		return Effect{Recalls: stepsExcept(StepArrival, StepClosure, StepAccessReview, StepApproval, StepStopJourney, StepCaseReview, StepBlocked, StepHoldReview), Undoes: all}
	case ConsentScreening:
		return Effect{Recalls: []Step{StepScreening, StepSecondLook, StepDetermination}, Undoes: []UndoKind{UndoScreeningShare}}
	case ConsentMedical:
		return Effect{Recalls: []Step{StepTriage, StepFitToTravel, StepPreEmbarkation}}
	case ConsentConsulate, ConsentShareIdentity:
		return Effect{
			Recalls: []Step{StepEmbassyCommitment, StepVerifyNationality, StepTravelDocument},
			Undoes:  consular,
		}
	case ConsentPolice:
		return Effect{Undoes: []UndoKind{UndoPoliceStatement}}
	case ConsentFamily:
		return Effect{Recalls: []Step{StepFamilyAssessment}, Undoes: []UndoKind{UndoFamilyContact}}
	case ConsentShelter:
		return Effect{Recalls: []Step{StepPlacement}}
	case ConsentReturn:
		return Effect{
			Recalls: []Step{
				StepReception, StepExitPermit, StepFineWaiver, StepFitToTravel, StepSeat, StepTicket, StepManifest,
				StepPreEmbarkation, StepBoarding, StepEmbassyCommitment, StepBorderSlot,
			},
			Undoes: returning,
		}
	case ConsentHandover:
		return Effect{Recalls: []Step{StepReception}, Undoes: []UndoKind{UndoReception, UndoHandover}}
	case ConsentFollowUp:
		return Effect{Recalls: []Step{StepSafetyCall, StepFollowUp}}
	default:
		return Effect{}
	}
}
