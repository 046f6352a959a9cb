package stories_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestAChildGoesHomeWithHerMother: a guardian, an assessment of the family, the best interests of the
// child; and two seats or none, at booking, on the manifest and at boarding.
func TestAChildGoesHomeWithHerMother(t *testing.T) {
	s := begin(t)
	mother := s.burmese()
	mother.isReceived()
	mother.isHeard(casework.No)
	mother.isFound(casework.Victim)
	mother.chooses(casework.Return)
	mother.isCleared()

	girl := s.opens("bangkok", wire.CaseOpening{
		Host: "THA", Origin: "MMR", Custodian: "state", Age: "minor",
		Person: wire.PersonInput{Name: "May Htwe", Sex: "F", Nationality: "MMR", Birth: wire.BirthInput{Date: "2015-08", Precision: "month"}},
	})
	require.True(t, girl.now().Minor)
	girl.isProtected()
	girl.isCleared()

	small := s.plans("bangkok", "mmr-receiving", "MMRGN", 1, 2*time.Hour)
	answer := small.holds(mother, girl)
	small.becomes(answer, "standby", mother, girl)
	require.Zero(t, small.now().Sold, "one seat is no seat for two who travel as one")

	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 20, 3*time.Hour)
	flight.becomes(flight.holds(mother, girl), "held", mother, girl)
	flight.becomes(flight.tickets(), "ticketed", mother, girl)
	flight.becomes(flight.locks(), "locked", mother, girl)
	mother.decides(casework.StepPreEmbarkation, casework.Fit)
	girl.decides(casework.StepPreEmbarkation, casework.Fit)

	boarding := flight.calls(
		wire.BoardedPassenger{Case: mother.ref, Outcome: casework.Offloaded, IdentityMatch: yes, ConsentAskedAgain: yes},
		wire.BoardedPassenger{Case: girl.ref, Outcome: casework.Boarded, IdentityMatch: yes, ConsentAskedAgain: yes},
	)
	flight.becomes(boarding, "off", mother, girl)
	require.Equal(t, "travels_as_one", flight.place(girl).Why, "no child is parted from her mother at the door")

	mother.decides(casework.StepFitToTravel, casework.FitWith)
	next := s.plans("bangkok", "mmr-receiving", "MMRGN", 20, underway)
	next.becomes(next.holds(mother, girl), "held", mother, girl)
	require.Equal(t, next.place(mother).Block, next.place(girl).Block)
	next.becomes(next.tickets(), "ticketed", mother, girl)
	next.fliesHome(mother, girl)
	mother.decides(casework.StepSafetyCall, casework.Safe)
	girl.decides(casework.StepSafetyCall, casework.Safe)
	girl.remember("child")
	next.remember("child-flight")
}

// isProtected takes a child through what only a child is asked.
func (her *survivor) isProtected() {
	her.t.Helper()
	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed)
	her.decides(casework.StepRegister, casework.Registered)
	her.decides(casework.StepGuardian, casework.NoneFound)
	require.False(her.t, her.isAsked(casework.StepBestInterests), "nobody decides for a child who has no guardian")
	her.decides(casework.StepGuardian, casework.Appointed)

	require.False(her.t, her.isAsked(casework.StepFamilyAssessment), "her family is not approached before she wants it")
	her.agrees("C1", "C2", "C3", "C4", "C5", "C7", "C8", "C9", "C10", "C11")
	her.isHeard(casework.No) // an agency of her state is asked about her family only if she does not fear that state
	require.Equal(her.t, []string{"recruiter_relation_known"}, her.unmet("G04"), "nor before it is known that it did not sell her")
	her.knows(her.caseworker.desk, "recruiter_relation", "known")
	her.decides(casework.StepFamilyAssessment, casework.Safe)

	her.isFound(casework.Victim)
	her.looksUntil("the time of reflection is over", func() bool { return her.isAsked(casework.StepRiskAssessment) })
	her.decides(casework.StepRiskAssessment, casework.Low)
	require.False(her.t, her.isAsked(casework.StepSolution), "the panel speaks first")
	her.decides(casework.StepBestInterests, casework.Return, because("her mother goes home, her aunt has room"))

	task, caseworker := her.asked(casework.StepSolution)
	_, err := her.as(caseworker).DecideTask(her.t.Context(), seen(task.Version), her.ref, task.Name, wire.TaskDecision{Outcome: casework.Return})
	closed := her.refused(err, fault.GateClosed)
	require.True(her.t, slices.ContainsFunc(closed.Gates, func(g wire.Gate) bool { return g.Gate == "G10" && g.Never }), "the child herself has not been heard")
	her.knows("tha-childpanel", "child_view", "recorded")
	her.decides(casework.StepSolution, casework.Return)
}
