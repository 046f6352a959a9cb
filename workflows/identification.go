package workflows

import "example.org/homeward/internal/casework"

// identification finds out what has been done to a survivor and what she needs, and ends
// with her own choice. No officer decides alone, and nothing is asked before she is on record.
func (l life) identification() error {
	if !l.settled(casework.StepRegister) {
		return casework.ErrWaiting
	}
	return l.Together(l.fear, l.protection, l.childhood, l.choice)
}

// fear asks the one question that must come before any word to her consulate.
func (l life) fear() error {
	_, err := l.Ask(casework.StepFearOfReturn)
	return err
}

// protection screens, lets the panel decide by quorum, has every negative reviewed, and
// gives a victim her time of reflection.
func (l life) protection() error {
	screening, err := l.Ask(casework.StepScreening)
	if err != nil {
		return err
	}
	if screening.Outcome == casework.NotIndicated {
		return nil // a recommendation, open to a second look; nothing is denied her by it
	}
	determination, err := l.Ask(casework.StepDetermination)
	if err != nil {
		return err
	}
	switch determination.Outcome {
	case casework.Victim:
		_, err = l.Ask(casework.StepReflection)
	case casework.NotVictim, casework.Offender:
		_, err = l.Ask(casework.StepReview)
	default: // vulnerable, undetermined, minor, or not asked in this corridor: she goes on all the same
	}
	return err
}

// childhood holds for a minor and for a person who may be one: an assessment of the age where it
// is disputed, a guardian, then what is best for the child.
func (l life) childhood() error {
	if l.Case().FactIs(casework.FactAge, "disputed") {
		if _, err := l.Ask(casework.StepAgeAssessment); err != nil {
			return l.Together(l.guardian, func() error { return err })
		}
	}
	if !l.Case().Child() {
		return nil
	}
	if err := l.guardian(); err != nil {
		return err
	}
	if _, err := l.Ask(casework.StepFamilyAssessment); err != nil {
		return err
	}
	_, err := l.Ask(casework.StepBestInterests)
	return err
}

func (l life) guardian() error {
	_, err := l.Ask(casework.StepGuardian)
	return err
}

// choice is hers. It needs an assessment of the risk that is not out of date, an end of her
// time of reflection, and for a child what the panel found to be best.
func (l life) choice() error {
	if !l.identified() {
		return casework.ErrWaiting
	}
	if _, err := l.Ask(casework.StepRiskAssessment); err != nil {
		return err
	}
	if l.Case().Child() && !l.settled(casework.StepGuardian, casework.StepBestInterests) {
		return casework.ErrWaiting
	}
	solution, err := l.Ask(casework.StepSolution)
	if err == nil && solution.Outcome == casework.Asylum { // an authority is waited for until her claim is decided
		return l.Await(casework.ContactConsulate)
	}
	return err
}

// identified reports whether the protection track has come far enough for a choice. A host that
// takes people in only on their way out asks for the risk at once.
func (l life) identified() bool {
	if !l.settled(casework.StepScreening) {
		return false
	}
	if l.Is(casework.StepScreening, casework.NotIndicated) {
		return true
	}
	if !l.settled(casework.StepDetermination) {
		return false
	}
	if l.Is(casework.StepDetermination, casework.Victim) {
		return l.settled(casework.StepReflection)
	}
	if l.Is(casework.StepDetermination, casework.NotVictim, casework.Offender) {
		return l.settled(casework.StepReview)
	}
	return true
}
