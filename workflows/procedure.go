package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// Procedure is the whole procedure of a case. It runs again after every change of the case and skips
// settled steps, so it reads as if it ran once: ask a desk, branch on the answer, wait at a gate. Tracks
// run in parallel. Before she leaves there are four of them; after she has left, the steps that were
// needed to leave are not asked again. An open case keeps an owner and a clock at every point.
func Procedure(w *ruling.Walk) {
	s := stages{w}
	switch {
	case s.Case().Deceased():
		s.ending()
	case s.left():
		_ = s.Together(s.journey, s.reintegration, s.asylum, s.telling) // a track that waits will run again after the next change
		s.ending()
	default:
		_ = s.Together(s.rescue, s.identification, s.clearance, s.transport, s.telling, s.rightState)
		s.ending()
	}
	s.KeepOwner()
}

// stages has the stages of one survivor's way home, for one pass of the procedure.
type stages struct{ *ruling.Walk }

// left reports whether she is on her way or home.
func (s stages) left() bool {
	_, ok := s.Case().Settlement(casework.StepDeparture)
	return ok
}

// returning reports whether she goes home: because she has chosen so, or because a state has
// decided it, which is recorded and never called voluntary.
func (s stages) returning() bool {
	return s.Is(casework.StepSolution, casework.Return) || s.Case().Modality.ByForceOfLaw()
}

// settled reports whether each of these steps is done, or is not part of this corridor.
func (s stages) settled(steps ...casework.Step) bool {
	for _, step := range steps {
		if !s.Done(step) {
			return false
		}
	}
	return true
}

// originMayHear reports whether a desk of her state of origin may be asked anything that names her: she was
// asked whether she fears it, and the answer stands and opens the way. The rules of an earlier edition asked
// her consulate by it, and no other desk.
func (s stages) originMayHear() bool {
	if !s.Case().Protects() || !s.Case().Rules.HasStep(casework.StepFearOfReturn) {
		return true
	}
	return s.Is(casework.StepFearOfReturn, casework.No, casework.Waived)
}

// rightState asks a caseworker for the state of a survivor whose nationality on record was corrected to that of
// another state than the corridor's. The caseworker moves the case to the right corridor, or names the state.
func (s stages) rightState() error {
	if !s.Case().AsksNoState() {
		return nil
	}
	return s.dispute()
}
