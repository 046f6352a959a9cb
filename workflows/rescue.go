package workflows

import "example.org/homeward/internal/casework"

// rescue gets a survivor out, on record, looked at and under a roof. Care comes first: the
// doctor does not wait for the registrar.
func (s stages) rescue() error {
	return s.Together(s.register, s.care)
}

func (s stages) register() error {
	_, err := s.Ask(casework.StepRegister)
	return err
}

// care begins where the survivor can be reached: at once, or after she has crossed.
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

// crossing is lane B: a host that wants the embassy first. Commitment, a seat for the onward
// journey, then a slot under the weekday rule and quota, then the bridge. In other lanes
// these steps are off and it passes. The host can do without the commitment (G15).
func (s stages) crossing() error {
	if s.settled(casework.StepCrossing) {
		return nil
	}
	for _, step := range []casework.Step{
		casework.StepEmbassyCommitment, casework.StepSeat, casework.StepBorderSlot, casework.StepCrossing,
	} {
		_, err := s.Ask(step)
		if step == casework.StepEmbassyCommitment && s.Waived("G15", casework.CondCommitment) {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}
