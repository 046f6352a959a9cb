package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// identification finds out what was done to a survivor and what she needs, and ends with her own choice.
// No officer decides alone, and nothing is asked before she is registered.
func (s stages) identification() error {
	if !s.settled(casework.StepRegister) {
		return ruling.ErrWaiting
	}
	return s.Together(s.fear, s.protection, s.childhood, s.asylum, s.choice)
}

// fear asks about fear of return, which must be known before any contact with her consulate.
func (s stages) fear() error {
	_, err := s.Ask(casework.StepFearOfReturn)
	return err
}

// secondLook lets another screener look at a screening that found nothing, and a review body at what that
// officer upheld. It reports whether the case goes on to the panel.
func (s stages) secondLook() (refer bool, err error) {
	if !s.Case().Protects() { // earlier editions ended here
		return false, nil
	}
	look, err := s.Ask(casework.StepSecondLook)
	if err != nil || look.Outcome == casework.Refer {
		return true, err
	}
	_, err = s.Ask(casework.StepReview) // which sends her to the panel if it overturns
	return false, err
}

// protection asks for the screening, for the decision of the panel by quorum, for a review of every
// negative decision, and gives a victim her reflection period.
func (s stages) protection() error {
	screening, err := s.Ask(casework.StepScreening)
	if err != nil {
		return err
	}
	if screening.Outcome == casework.NotIndicated {
		if refer, err := s.secondLook(); err != nil || !refer {
			return err
		}
	}
	determination, err := s.Ask(casework.StepDetermination)
	if err != nil {
		return err
	}
	switch determination.Outcome {
	case casework.Victim:
		_, err = s.Ask(casework.StepReflection)
	case casework.NotVictim, casework.Offender:
		_, err = s.Ask(casework.StepReview)
	default: // vulnerable, undetermined, minor, or not asked in this corridor: her case continues
	}
	return err
}

// childhood is for a minor and for a person who may be one: an assessment of the age if it is disputed,
// a guardian, then the best interests of the child.
func (s stages) childhood() error {
	if s.Case().FactIs(casework.FactAge, "disputed") {
		if _, err := s.Ask(casework.StepAgeAssessment); err != nil {
			return s.Together(s.guardian, func() error { return err })
		}
	}
	if !s.Case().Child() {
		return nil
	}
	if err := s.guardian(); err != nil {
		return err
	}
	if s.originMayHear() { // an assessment by an agency of the state that she may fear is not asked
		if _, err := s.Ask(casework.StepFamilyAssessment); err != nil {
			return err
		}
	}
	_, err := s.Ask(casework.StepBestInterests)
	return err
}

func (s stages) guardian() error {
	_, err := s.Ask(casework.StepGuardian)
	return err
}

// choice asks her for her choice. Before it she needs a valid risk assessment, the end of her reflection
// period, and for a child the finding of the panel about her best interests.
func (s stages) choice() error {
	if !s.identified() {
		return ruling.ErrWaiting
	}
	if _, err := s.Ask(casework.StepRiskAssessment); err != nil {
		return err
	}
	if s.Case().Child() && !s.settled(casework.StepGuardian, casework.StepBestInterests) {
		return ruling.ErrWaiting
	}
	solution, err := s.Ask(casework.StepSolution)
	if err == nil && solution.Outcome == casework.Asylum && !s.Case().FactIs(casework.FactAsylum, casework.AsylumGranted) { // the case waits until an authority has decided her claim
		return s.Await(casework.ContactConsulate)
	}
	return err
}

// asylum asks the protection authority while a claim is open.
func (s stages) asylum() error {
	if !s.Case().Protects() || !s.Case().FactIs(casework.FactAsylum, casework.AsylumOpen) {
		return nil
	}
	_, err := s.Ask(casework.StepAsylumDecision)
	return err
}

// identified reports whether the protection track has come far enough for a choice. In a host state that
// admits people only for their way home, the risk is assessed at once.
func (s stages) identified() bool {
	if !s.settled(casework.StepScreening) {
		return false
	}
	if s.Is(casework.StepScreening, casework.NotIndicated) && !s.Is(casework.StepSecondLook, casework.Refer) {
		return !s.Case().Protects() || s.settled(casework.StepSecondLook, casework.StepReview)
	}
	if !s.settled(casework.StepDetermination) {
		return false
	}
	if s.Is(casework.StepDetermination, casework.Victim) {
		return s.settled(casework.StepReflection)
	}
	if s.Is(casework.StepDetermination, casework.NotVictim, casework.Offender) {
		return s.settled(casework.StepReview)
	}
	return true
}
