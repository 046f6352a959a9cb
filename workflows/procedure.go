package workflows

import "example.org/homeward/internal/casework"

// Procedure is the way home, from the top. It runs again after every change of the case and
// skips what is settled, so it reads as if it ran once: ask a desk, branch on the
// answer, wait at a gate. Tracks run side by side. Before she leaves there are four of
// them; after she has left, the steps that were needed to leave are not asked again.
func Procedure(w *casework.Walk) {
	l := life{w}
	switch {
	case l.Case().Deceased():
		l.ending()
	case l.left():
		_ = l.Together(l.journey, l.reintegration) // a track that waits will run again after the next change
		l.ending()
	default:
		_ = l.Together(l.rescue, l.identification, l.clearance, l.transport)
		l.ending()
	}
}

// life is one survivor's way home during one pass of the procedure.
type life struct{ *casework.Walk }

// left reports whether she is on her way or home.
func (l life) left() bool {
	_, ok := l.Case().Settlement(casework.StepDeparture)
	return ok
}

// returning reports whether she goes home: because she has chosen so, or because a state has
// decided it, which is recorded and never called voluntary.
func (l life) returning() bool {
	return l.Is(casework.StepSolution, casework.Return) || l.Case().Modality.ByForceOfLaw()
}

// settled reports whether all of these steps are behind her, or no part of this corridor.
func (l life) settled(steps ...casework.Step) bool {
	for _, s := range steps {
		if !l.Done(s) {
			return false
		}
	}
	return true
}
