package workflows

import "example.org/homeward/internal/casework"

// reintegration begins when she has arrived: a call within the day, a plan within the month,
// visits for a year, and all that the host state still owed her.
func (s stages) reintegration() error {
	arrival, ok := s.Case().Settlement(casework.StepArrival)
	if !ok || !s.settled(casework.StepArrival) {
		return casework.ErrWaiting
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

// leftAlone reports whether she wants no contact after her return any more. That is her right, and
// no loss of contact.
func (s stages) leftAlone() bool {
	contact, given := s.Case().Consent(casework.ConsentFollowUp)
	return given && contact.WithdrawnAt != nil
}

// debt: who left without formal identification is owed a screening at home.
func (s stages) debt() error {
	if !s.Case().FactIs(casework.FactScreeningDebt, "owed") {
		return nil
	}
	_, err := s.Ask(casework.StepScreeningAtOrigin)
	return err
}

// support makes the plan with her and then visits, one visit after the other, each within
// its window.
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

// ending asks the supervisor to close a case that has no way home to go: she stays, goes to a
// third country, has taken back that her case is kept at all, or has died. Silence is not one of these.
func (s stages) ending() {
	c := s.Case()
	registration, given := c.Consent(casework.ConsentRegistration)
	over := c.Deceased() ||
		s.Is(casework.StepSolution, casework.Stay, casework.ThirdCountry) ||
		given && registration.WithdrawnAt != nil
	if over {
		_ = s.closure() // waits like every other step
	}
}
