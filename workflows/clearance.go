package workflows

import "example.org/homeward/internal/casework"

// clearance gets a survivor the papers to go home. Verifying who she is may begin as soon as
// contact with her consulate is safe and agreed; everything else waits for her choice, and
// nothing here may make up her mind for her.
func (l life) clearance() error {
	return l.Together(l.nationality, l.release, l.family, l.papers)
}

// nationality asks her state. A refusal is never a removal: always a person who looks for
// another way.
func (l life) nationality() error {
	if !l.settled(casework.StepRegister) {
		return casework.ErrWaiting
	}
	answer, err := l.askMission(casework.StepVerifyNationality)
	if err != nil {
		return err
	}
	switch answer.Outcome {
	case casework.NotNational, casework.Disputed, casework.Stateless:
		return l.dispute()
	default: // confirmed, a permanent resident, or not asked in this corridor
		return nil
	}
}

// askMission asks the mission of her state, or of the second state that is tried.
func (l life) askMission(step casework.Step) (casework.Settlement, error) {
	if second := l.Case().Second; second != nil {
		return l.AskState(step, *second)
	}
	return l.Ask(step)
}

// dispute: more evidence or a second state put the question again; where there is no state,
// the protection of the stateless is asked for, and she chooses again.
func (l life) dispute() error {
	way, err := l.Ask(casework.StepNationalityDispute)
	if err != nil || way.Outcome != casework.Stateless {
		return err
	}
	_, err = l.Ask(casework.StepStatelessness)
	return err
}

// release is asked for while an authority holds her: as a witness, a suspect, on bail.
func (l life) release() error {
	if len(l.Case().OnHold) == 0 {
		return nil
	}
	_, err := l.Ask(casework.StepLegalRelease)
	return err
}

// family is looked for only if an adult wants it. For a child it is asked with her best interests.
func (l life) family() error {
	if l.Case().Child() || !l.Case().Consented(casework.ConsentFamily, l.Now()) {
		return nil
	}
	_, err := l.Ask(casework.StepFamilyAssessment)
	return err
}

// papers: once she goes home, the document, the permission to leave and an agency that
// receives her are asked for side by side.
func (l life) papers() error {
	if !l.returning() {
		return casework.ErrWaiting
	}
	return l.Together(l.document, l.permission, l.reception)
}

// document waits for the verification at its gate (G11): a consul can do both in one step.
func (l life) document() error {
	_, err := l.askMission(casework.StepTravelDocument)
	return err
}

// permission to leave: the waiver of fines runs beside the permit, which needs the document.
func (l life) permission() error {
	if !l.settled(casework.StepTravelDocument) {
		return casework.ErrWaiting
	}
	return l.Together(
		func() error { _, err := l.Ask(casework.StepExitPermit); return err },
		func() error { _, err := l.Ask(casework.StepFineWaiver); return err },
	)
}

func (l life) reception() error {
	_, err := l.Ask(casework.StepReception)
	return err
}
