package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// rescue brings a survivor out and asks for registration, triage and shelter. Care does not wait: the
// doctor does not wait for the registrar.
func (s stages) rescue() error {
	return s.Together(s.register, s.care)
}

func (s stages) register() error {
	_, err := s.Ask(casework.StepRegister)
	return err
}

// care begins as soon as the survivor can be reached: at once, or after she has crossed the border.
func (s stages) care() error {
	if err := s.crossing(); err != nil {
		return err
	}
	if _, err := s.Ask(casework.StepTriage); err != nil {
		return err
	}
	_, err := s.Ask(casework.StepPlacement)
	return err
}

// crossing is for lane B, in which the host state requires the embassy first: commitment, a seat for the
// onward journey, a slot by the rule of weekdays and quota, then the bridge. In other lanes these steps
// are off. The host state can waive the commitment (G15).
func (s stages) crossing() error {
	if s.settled(casework.StepCrossing) {
		return nil
	}
	for _, step := range []casework.Step{
		casework.StepEmbassyCommitment, casework.StepSeat, casework.StepBorderSlot, casework.StepCrossing,
	} {
		err := s.toCross(step)
		if step == casework.StepEmbassyCommitment && s.Waived("G15", casework.CondCommitment) {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// toCross asks for one step of the crossing. No embassy is asked to take charge of a person without a state, and
// none before a person has looked at a nationality that is not known or disputed, or before she has chosen to go
// home where she chooses first.
func (s stages) toCross(step casework.Step) error {
	if step != casework.StepEmbassyCommitment || !s.Case().Protects() {
		_, err := s.Ask(step)
		return err
	}
	switch {
	case s.Is(casework.StepNationalityDispute, casework.Stateless):
		return nil
	case s.settled(step):
		return nil
	case s.Case().NoEmbassy() || s.Case().ChoiceFirst && !s.returning():
		return ruling.ErrWaiting
	}
	_, err := s.askMission(step)
	return err
}
