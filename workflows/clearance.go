package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// clearance gets the papers that a survivor needs to go home. The verification of her identity may begin
// as soon as contact with her consulate is safe and agreed. Everything else waits for her choice, and
// nothing here may decide for her.
func (s stages) clearance() error {
	return s.Together(s.nationality, s.release, s.family, s.papers)
}

// release asks for her release while an authority holds her: as a witness, as a suspect, on bail.
func (s stages) release() error {
	if len(s.Case().OnHold) == 0 {
		return nil
	}
	_, err := s.Ask(casework.StepLegalRelease)
	return err
}

// family asks for family tracing only if an adult wants it. For a child it is asked with her best interests.
func (s stages) family() error {
	if s.Case().Child() || !s.Case().Consented(casework.ConsentFamily, s.Now()) {
		return nil
	}
	if !s.originMayHear() {
		return ruling.ErrWaiting
	}
	_, err := s.Ask(casework.StepFamilyAssessment)
	return err
}

// papers asks, once she has chosen to go home, in parallel for the document, the permission to leave and
// an agency that receives her.
func (s stages) papers() error {
	if !s.returning() {
		return ruling.ErrWaiting
	}
	return s.Together(s.document, s.permission, s.reception)
}

// document waits for the verification at its gate (G11). A consul can do both in one step.
func (s stages) document() error {
	if s.Case().NoEmbassy() {
		return ruling.ErrWaiting
	}
	_, err := s.askMission(casework.StepTravelDocument)
	return err
}

// permission asks for the waiver of fines and, in parallel, for the exit permit, which needs the document.
func (s stages) permission() error {
	if !s.settled(casework.StepTravelDocument) {
		return ruling.ErrWaiting
	}
	return s.Together(
		func() error { _, err := s.Ask(casework.StepExitPermit); return err },
		func() error { _, err := s.Ask(casework.StepFineWaiver); return err },
	)
}

// reception asks an agency of her state of origin, which is asked only if she does not fear that state.
func (s stages) reception() error {
	if !s.originMayHear() {
		return ruling.ErrWaiting
	}
	_, err := s.Ask(casework.StepReception)
	return err
}
