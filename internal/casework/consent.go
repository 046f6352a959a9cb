package casework

import "slices"

// Consent is one purpose to which a survivor can agree, and for which she can withdraw her consent,
// separately (field reference 10.8; HTCDS v2.0 con_Consent; IOM Data Protection Manual 2010).
type Consent string

// The consents C1 to C14. The field reference does not divide a number further: each is one purpose.
const (
	ConsentRegistration  Consent = "C1"  // registration and processing
	ConsentScreening     Consent = "C2"  // screening interview
	ConsentMedical       Consent = "C3"  // medical examination and its use
	ConsentConsulate     Consent = "C4"  // contact with the consulate
	ConsentShareIdentity Consent = "C5"  // share identity for verification
	ConsentPolice        Consent = "C6"  // share a statement with the police
	ConsentFamily        Consent = "C7"  // family tracing
	ConsentShelter       Consent = "C8"  // shelter
	ConsentReturn        Consent = "C9"  // return
	ConsentHandover      Consent = "C10" // share the handover package with the receiver
	ConsentFollowUp      Consent = "C11" // contact after return, by an agreed channel
	ConsentStatistics    Consent = "C12" // anonymised statistics and research
	ConsentBiometrics    Consent = "C13" // photo and biometrics
	ConsentMedia         Consent = "C14" // media; off by default, never pre-ticked
)

// Consents lists C1 to C14.
func Consents() []Consent {
	return []Consent{
		ConsentRegistration, ConsentScreening, ConsentMedical, ConsentConsulate, ConsentShareIdentity, ConsentPolice,
		ConsentFamily, ConsentShelter, ConsentReturn, ConsentHandover, ConsentFollowUp, ConsentStatistics,
		ConsentBiometrics, ConsentMedia,
	}
}

// Valid reports whether c is in the catalogue.
func (c Consent) Valid() bool {
	return slices.Contains(Consents(), c)
}

// Mode is how a consent was given. A survivor who cannot read gives it in another way than a signature.
type Mode string

// The modes of giving consent.
const (
	ModeSignature  Mode = "signature"
	ModeThumbprint Mode = "thumbprint"
	ModeRecorded   Mode = "recorded"
	ModeSign       Mode = "sign_language"
	ModeIcons      Mode = "icons"
	ModeAuthority  Mode = "authority" // by force of law; never displayed as consent
)

// Modes lists the modes.
func Modes() []Mode {
	return []Mode{ModeSignature, ModeThumbprint, ModeRecorded, ModeSign, ModeIcons, ModeAuthority}
}

// effect is the effect of withdrawing a consent (field reference 5 and 7). Open requests for the
// recalled steps are recalled, and armed undo entries of the kinds are undone in reverse order.
type effect struct {
	recalls []Step
	undoes  []UndoKind
}

// effectOf is the table of effects. Withdrawing a consent that is not in it stops nothing else.
func effectOf(c Consent) effect {
	returning := []UndoKind{UndoManifest, UndoTicket, UndoSeat, UndoHandover, UndoReception, UndoExitPermit, UndoFineWaiver}
	consular := []UndoKind{UndoVerification, UndoDocumentRequest, UndoCommitment}
	switch c {
	case ConsentRegistration:
		all := append([]UndoKind{}, returning...)
		all = append(all, consular...)
		all = append(all, UndoFamilyContact, UndoHandover, UndoPoliceStatement, UndoScreeningShare)
		return effect{recalls: stepsExcept(StepArrival, StepClosure, StepAccessReview), undoes: all}
	case ConsentScreening:
		return effect{recalls: []Step{StepScreening, StepDetermination}, undoes: []UndoKind{UndoScreeningShare}}
	case ConsentMedical:
		return effect{recalls: []Step{StepTriage, StepFitToTravel, StepPreEmbarkation}}
	case ConsentConsulate, ConsentShareIdentity:
		return effect{
			recalls: []Step{StepEmbassyCommitment, StepVerifyNationality, StepTravelDocument},
			undoes:  consular,
		}
	case ConsentPolice:
		return effect{undoes: []UndoKind{UndoPoliceStatement}}
	case ConsentFamily:
		return effect{recalls: []Step{StepFamilyAssessment}, undoes: []UndoKind{UndoFamilyContact}}
	case ConsentShelter:
		return effect{recalls: []Step{StepPlacement}}
	case ConsentReturn:
		return effect{
			recalls: []Step{
				StepReception, StepExitPermit, StepFineWaiver, StepFitToTravel, StepSeat, StepTicket, StepManifest,
				StepPreEmbarkation, StepBoarding, StepEmbassyCommitment, StepBorderSlot,
			},
			undoes: returning,
		}
	case ConsentHandover:
		return effect{recalls: []Step{StepReception}, undoes: []UndoKind{UndoReception, UndoHandover}}
	case ConsentFollowUp:
		return effect{recalls: []Step{StepSafetyCall, StepFollowUp}}
	default:
		return effect{}
	}
}
