package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// reintegration begins when she has arrived: a call within a day, a plan within a month, visits for a
// year, and everything that the host state still owes her.
func (s stages) reintegration() error {
	arrival, ok := s.Case().Settlement(casework.StepArrival)
	if !ok || !s.settled(casework.StepArrival) {
		return ruling.ErrWaiting
	}
	err := s.Together(
		s.call,
		s.debt,
		func() error { return s.support(arrival) },
	)
	if err != nil {
		return err
	}
	return s.closure()
}

func (s stages) call() error {
	if s.leftAlone() {
		return nil
	}
	_, err := s.Ask(casework.StepSafetyCall)
	return err
}

// leftAlone reports whether she no longer wants contact after her return. That is her right, and does
// not count as lost contact.
func (s stages) leftAlone() bool {
	contact, given := s.Case().Consent(casework.ConsentFollowUp)
	return given && contact.WithdrawnAt != nil
}

// debt asks for a screening at home if she left without formal identification.
func (s stages) debt() error {
	if !s.Case().FactIs(casework.FactScreeningDebt, "owed") {
		return nil
	}
	_, err := s.Ask(casework.StepScreeningAtOrigin)
	return err
}

// support asks for the plan with her and then for the visits, one after the other, each within its window.
func (s stages) support(arrival casework.Settlement) error {
	if _, err := s.Ask(casework.StepPlan); err != nil {
		return err
	}
	if s.leftAlone() {
		return nil
	}
	for _, visit := range s.Case().Rules.Visits {
		opens := arrival.At.Add(visit.After - visit.Window)
		if _, err := s.AskAt(casework.FollowUp(visit.Name), opens, 2*visit.Window); err != nil {
			return err
		}
	}
	return nil
}

func (s stages) closure() error {
	_, err := s.Ask(casework.StepClosure)
	return err
}

// ending asks the supervisor to close a case without a return: she stays, goes to a third country, has
// withdrawn her consent to the case itself, or has died. A missing answer never closes a case.
func (s stages) ending() {
	c := s.Case()
	registration, given := c.Consent(casework.ConsentRegistration)
	over := c.Deceased() ||
		s.Is(casework.StepSolution, casework.Stay, casework.ThirdCountry) ||
		s.Is(casework.StepSolution, casework.Asylum) && c.FactIs(casework.FactAsylum, casework.AsylumGranted) ||
		given && registration.WithdrawnAt != nil
	if over {
		_ = s.closure() // waits like every other step
	}
}
