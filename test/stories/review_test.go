package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestANegativeFindingIsOverturned: the panel cannot find "not a victim" after one interview. If it does
// so after two, a review body decides again. It overturns the finding, and she gets her reflection period.
func TestANegativeFindingIsOverturned(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)

	task, member := her.asked(casework.StepDetermination)
	member.agency, member.account = "tha-police", "panel-tha-police"
	negative := wire.TaskDecision{Outcome: casework.NotVictim, Reasons: "went there of her own will"}
	_, err := s.as(member).DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, negative)
	refusal := s.refused(err, fault.GateClosed)
	require.Equal(t, casework.GateID("G06"), refusal.Gates[0].Gate)
	require.True(t, refusal.Gates[0].Never)
	her.knows("tha-screener-bangkok", "second_screening", "offered")
	_, err = s.as(member).DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, wire.TaskDecision{Outcome: casework.NotVictim})
	s.refused(err, fault.Invalid) // without reasons

	her.isFound(casework.NotVictim)
	found, _ := her.step(casework.StepDetermination)
	require.Equal(t, casework.NotVictim, found.Outcome)
	require.Contains(t, her.unmet("G08"), "no_review_pending")
	require.False(t, her.isAsked(casework.StepRiskAssessment))

	her.decides(casework.StepReview, casework.Overturned, because("the debt bondage was overlooked"))
	found, _ = her.step(casework.StepDetermination)
	require.Equal(t, casework.Victim, found.Outcome)
	superseded := her.lines(casework.EntrySuperseded)
	require.Len(t, superseded, 1)
	require.Equal(t, casework.NotVictim, superseded[0].Outcome, "what was decided before stays on record")

	require.True(t, her.isAsked(casework.StepReflection))
	require.Contains(t, her.unmet("G07"), "reflection_over")
	reflection, _ := her.asked(casework.StepReflection)
	_, err = s.as(her.caseworker).DecideTask(t.Context(), seen(reflection.Version), her.ref, reflection.Name, wire.TaskDecision{Outcome: casework.Elapsed})
	s.refused(err, fault.Denied) // only time can say that
	her.looksUntil("the time of reflection has run out by itself", func() bool { return her.isAsked(casework.StepRiskAssessment) })
	over, _ := her.step(casework.StepReflection)
	require.Equal(t, casework.Elapsed, over.Outcome)
	her.chooses(casework.Return)
	her.remember("review")
}

func wireReturn() wire.TaskDecision { return wire.TaskDecision{Outcome: casework.Return} }
