package workflows

import "example.org/homeward/internal/casework"

// reintegration begins when she has arrived: a call within the day, a plan within the month,
// visits for a year, and all that the host state still owed her.
func (l life) reintegration() error {
	arrival, ok := l.Case().Settlement(casework.StepArrival)
	if !ok || !l.settled(casework.StepArrival) {
		return casework.ErrWaiting
	}
	err := l.Together(
		l.call,
		l.debt,
		func() error { return l.support(arrival) },
	)
	if err != nil {
		return err
	}
	return l.closure()
}

func (l life) call() error {
	if l.leftAlone() {
		return nil
	}
	_, err := l.Ask(casework.StepSafetyCall)
	return err
}

// leftAlone reports whether she wants no contact after her return any more. That is her right, and
// no loss of contact.
func (l life) leftAlone() bool {
	contact, given := l.Case().Consent(casework.ConsentFollowUp)
	return given && contact.WithdrawnAt != nil
}

// debt: who left without formal identification is owed a screening at home.
func (l life) debt() error {
	if !l.Case().FactIs(casework.FactScreeningDebt, "owed") {
		return nil
	}
	_, err := l.Ask(casework.StepScreeningAtOrigin)
	return err
}

// support makes the plan with her and then visits, one visit after the other, each within
// its window.
func (l life) support(arrival casework.Settlement) error {
	if _, err := l.Ask(casework.StepPlan); err != nil {
		return err
	}
	if l.leftAlone() {
		return nil
	}
	for _, visit := range l.Case().Rules.Visits {
		opens := arrival.At.Add(visit.After - visit.Window)
		if _, err := l.AskAt(casework.FollowUp(visit.Name), opens, 2*visit.Window); err != nil {
			return err
		}
	}
	return nil
}

func (l life) closure() error {
	_, err := l.Ask(casework.StepClosure)
	return err
}

// ending asks the supervisor to close a case that has no way home to go: she stays, goes to a
// third country, has taken back that her case is kept at all, or has died. Silence is not one of these.
func (l life) ending() {
	c := l.Case()
	registration, given := c.Consent(casework.ConsentRegistration)
	over := c.Deceased() ||
		l.Is(casework.StepSolution, casework.Stay, casework.ThirdCountry) ||
		given && registration.WithdrawnAt != nil
	if over {
		_ = l.closure() // waits like every other step
	}
}
