package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// nationality asks her state. A refusal never leads to a removal: a person always looks for another way. No
// mission is asked while her nationality is disputed, or before a person has looked at a nationality that she
// does not have or that is not known.
func (s stages) nationality() error {
	if !s.settled(casework.StepRegister) {
		return ruling.ErrWaiting
	}
	if s.Case().NoEmbassy() {
		return s.dispute()
	}
	if !s.mayAskMission() {
		return ruling.ErrWaiting
	}
	answer, err := s.askMission(casework.StepVerifyNationality)
	if err != nil {
		return err
	}
	switch answer.Outcome {
	case casework.NotNational, casework.Disputed, casework.Stateless:
		return s.dispute()
	default: // confirmed, a permanent resident, or not asked in this corridor
		return nil
	}
}

// mayAskMission reports whether a mission may be asked about her: she goes home, or she has not chosen yet and
// nothing happened after which she chooses first. Earlier editions asked after any choice.
func (s stages) mayAskMission() bool {
	if !s.Case().Protects() || s.returning() {
		return true
	}
	solution, chosen := s.Case().ValidSettlement(casework.StepSolution, s.Now())
	if chosen && solution.Outcome != casework.NotNow {
		return false
	}
	return !s.Case().ChoiceFirst
}

// askMission asks the mission of her state, or of the second state that is tried.
func (s stages) askMission(step casework.Step) (casework.Settlement, error) {
	if second := s.Case().Second; second != nil {
		return s.AskState(step, *second)
	}
	return s.Ask(step)
}

// dispute asks a caseworker for a way: more evidence, or a second state, to which a lawyer must agree before a
// mission is asked again; or, if there is no state, the protection of stateless persons, and she chooses again.
func (s stages) dispute() error {
	way, err := s.Ask(casework.StepNationalityDispute)
	switch {
	case err != nil:
		return err
	case way.Outcome == casework.Stateless:
		_, err = s.Ask(casework.StepStatelessness)
	case s.Case().Protects():
		_, err = s.Ask(casework.StepDisputeReview)
	}
	return err
}
