package workflows

import "example.org/homeward/internal/casework"

// identification finds out what has been done to a survivor and what she needs, and ends
// with her own choice. No officer decides alone, and nothing is asked before she is on record.
func (s stages) identification() error {
	if !s.settled(casework.StepRegister) {
		return casework.ErrWaiting
	}
	return s.Together(s.fear, s.protection, s.childhood, s.choice)
}

// fear asks the one question that must come before any word to her consulate.
func (s stages) fear() error {
	_, err := s.Ask(casework.StepFearOfReturn)
	return err
}

// protection screens, lets the panel decide by quorum, has every negative reviewed, and
// gives a victim her time of reflection.
func (s stages) protection() error {
	screening, err := s.Ask(casework.StepScreening)
	if err != nil {
		return err
	}
	if screening.Outcome == casework.NotIndicated {
		return nil // a recommendation, open to a second look; nothing is denied her by it
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
	default: // vulnerable, undetermined, minor, or not asked in this corridor: she goes on all the same
	}
	return err
}

// childhood holds for a minor and for a person who may be one: an assessment of the age where it
// is disputed, a guardian, then what is best for the child.
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
	if _, err := s.Ask(casework.StepFamilyAssessment); err != nil {
		return err
	}
	_, err := s.Ask(casework.StepBestInterests)
	return err
}

func (s stages) guardian() error {
	_, err := s.Ask(casework.StepGuardian)
	return err
}

// choice is hers. It needs an assessment of the risk that is not out of date, an end of her
// time of reflection, and for a child what the panel found to be best.
func (s stages) choice() error {
	if !s.identified() {
		return casework.ErrWaiting
	}
	if _, err := s.Ask(casework.StepRiskAssessment); err != nil {
		return err
	}
	if s.Case().Child() && !s.settled(casework.StepGuardian, casework.StepBestInterests) {
		return casework.ErrWaiting
	}
	solution, err := s.Ask(casework.StepSolution)
	if err == nil && solution.Outcome == casework.Asylum { // an authority is waited for until her claim is decided
		return s.Await(casework.ContactConsulate)
	}
	return err
}

// identified reports whether the protection track has come far enough for a choice. A host that
// takes people in only on their way out asks for the risk at once.
func (s stages) identified() bool {
	if !s.settled(casework.StepScreening) {
		return false
	}
	if s.Is(casework.StepScreening, casework.NotIndicated) {
		return true
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
