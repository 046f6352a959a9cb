package demo

import (
	"maps"
	"slices"

	"example.org/homeward/internal/casework"
)

// act is what a desk does with a request that it does not answer.
type act string

const (
	actClaim act = "claim" // one of the personas works on it
	actAsk   act = "ask"   // the desk sends it back with a question
	actPause act = "pause" // the clock is paused, with a cause
)

// way is how far the cases of one group are brought: the steps that are answered. Every other request
// stays open.
type way struct {
	name    string
	answers map[casework.Step]answer
	then    map[casework.Step]act // what is done with a request that stays open
	votes   int                   // of the panel's three; 3 is a decision
	family  bool                  // consent to contact with the family
}

// through answers these steps in the usual way.
func through(name string, steps ...casework.Step) way {
	w := way{name: name, answers: map[casework.Step]answer{}, votes: 3}
	return w.further(name, steps...)
}

// further answers these steps as well.
func (w way) further(name string, steps ...casework.Step) way {
	w.name, w.answers, w.then = name, maps.Clone(w.answers), maps.Clone(w.then)
	all := usual()
	for _, step := range steps {
		w.answers[step] = all[step]
	}
	return w
}

// but answers one step in another way.
func (w way) but(name string, step casework.Step, a answer) way {
	w = w.further(name)
	w.answers[step] = a
	return w
}

// leaving does something with a request that stays open.
func (w way) leaving(name string, step casework.Step, what act) way {
	w = w.further(name)
	w.then = map[casework.Step]act{step: what}
	return w
}

func (w way) answersTo(steps ...casework.Step) bool {
	return slices.ContainsFunc(steps, func(step casework.Step) bool { _, ok := w.answers[step]; return ok })
}

// The ways of the demonstration, from the shortest to the longest.

// registered: the registrar has registered the survivor, and nothing else has happened.
func registered() way { return through("registered", casework.StepRegister) }

// received: registered, and seen by a doctor.
func received() way { return registered().further("received", casework.StepTriage) }

// asked: on the way from state to state, the consulate is asked next.
func asked() way {
	return received().further("asked", casework.StepFearOfReturn, casework.StepRiskAssessment)
}

// confirmed: the consulate has confirmed the nationality, and is asked for the document.
func confirmed() way { return asked().further("confirmed", casework.StepVerifyNationality) }

// documented: there is a document, and the other papers are asked for.
func documented() way { return confirmed().further("documented", casework.StepTravelDocument) }

// cleared: there are all papers, and a seat is asked for.
func cleared() way {
	return documented().further("cleared", casework.StepExitPermit, casework.StepReception, casework.StepFitToTravel)
}

// committed: an embassy has committed itself, and a seat is asked for. The embassy comes first here.
func committed() way {
	return through("committed", casework.StepRegister, casework.StepFearOfReturn, casework.StepEmbassyCommitment)
}

// crossed: across the border and in a shelter, and the screener is asked next.
func crossed() way {
	return committed().further("crossed", casework.StepBorderSlot, casework.StepCrossing, casework.StepTriage, casework.StepPlacement)
}

// judged: two of the panel's three members have voted.
func judged() way {
	w := crossed().further("judged", casework.StepScreening, casework.StepDetermination)
	w.votes = 2
	return w
}

// travelling: everything that is needed to travel and to be received.
func travelling() way {
	return crossed().further("travelling", casework.StepScreening, casework.StepDetermination, casework.StepReflection,
		casework.StepRiskAssessment, casework.StepSolution, casework.StepVerifyNationality, casework.StepTravelDocument,
		casework.StepExitPermit, casework.StepFineWaiver, casework.StepReception, casework.StepFitToTravel, casework.StepPreEmbarkation)
}

// home: after the arrival, the first call was made and a plan is agreed; visits follow.
func home() way { return travelling().further("home", casework.StepSafetyCall, casework.StepPlan) }

// protected: a child with a guardian, whose family is being assessed.
func protected() way {
	w := received().further("protected", casework.StepAgeAssessment, casework.StepGuardian)
	w.family = true
	return w
}

// reunited: a child with a guardian, a family that was assessed, and a finding about its best interests.
func reunited() way {
	return protected().further("reunited", casework.StepFamilyAssessment, casework.StepBestInterests, casework.StepFearOfReturn,
		casework.StepRiskAssessment, casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepExitPermit,
		casework.StepReception, casework.StepFitToTravel)
}
