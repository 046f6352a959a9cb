package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// deniedBy takes a case to a determination that denies her.
func deniedBy(t *testing.T, as casework.Outcome) *person {
	t.Helper()
	p := opened(everyStep())
	walk(t, p, laneA(), "fear")
	require.NoError(t, p.decide(casework.StepScreening, casework.SecondInterview))
	require.NoError(t, p.decide(casework.StepScreening, casework.Refer))
	for i, agency := range []casework.AgencyID{"police", "labour", "social"} {
		role := casework.RolePanelMember
		if i == 2 {
			role = casework.RolePanelChair
		}
		require.NoError(t, p.decide(casework.StepDetermination, as, by("member-"+string(agency), agency, role)))
	}
	return p
}

func TestANegativeDeterminationIsReviewed(t *testing.T) {
	t.Parallel()
	for _, as := range []casework.Outcome{casework.NotVictim, casework.Offender} {
		for outcome, next := range map[casework.Outcome]casework.Step{
			casework.Upheld: casework.StepRiskAssessment, casework.NotFiled: casework.StepRiskAssessment, casework.Overturned: casework.StepReflection,
		} {
			t.Run(string(as)+"/"+string(outcome), func(t *testing.T) {
				t.Parallel()
				p := deniedBy(t, as)
				require.Equal(t, []casework.Step{casework.StepReview}, ofIdentification(p), "nothing goes on before the review")
				require.Equal(t, fault.Denied, fault.CodeOf(p.decide(casework.StepReview, outcome, by("member-police", "police", casework.RoleReviewer))))
				require.NoError(t, p.decide(casework.StepReview, outcome, by("reviewer", "ombudsman", casework.RoleReviewer)))
				require.Equal(t, []casework.Step{next}, ofIdentification(p))
			})
		}
	}
}

func ofIdentification(p *person) (out []casework.Step) {
	for _, s := range openSteps(p) {
		if spec, _ := casework.SpecOf(s); spec.Stage == casework.StageIdentification {
			out = append(out, s)
		}
	}
	return out
}

func TestAnOverturnedDeterminationGivesTheTimeOfReflection(t *testing.T) {
	t.Parallel()
	p := deniedBy(t, casework.NotVictim)
	require.NoError(t, p.decide(casework.StepReview, casework.Overturned, by("reviewer", "ombudsman", casework.RoleReviewer)))
	require.True(t, p.c.Is(casework.StepDetermination, p.now, casework.Victim))
	task := taskFor(t, p, casework.StepReflection)
	require.Equal(t, fault.Denied, fault.CodeOf(p.decide(casework.StepReflection, casework.Elapsed)))
	p.now = task.DueAt()
	require.NoError(t, p.send(casework.Command{Kind: casework.KindTick, By: casework.System()}))
	require.True(t, p.c.Is(casework.StepReflection, p.now, casework.Elapsed))
	require.Equal(t, []casework.Step{casework.StepRiskAssessment}, ofIdentification(p))
}

func TestSheMayTakeHerTime(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "risk")
	then := p.now.Add(20 * day)
	require.NoError(t, p.decide(casework.StepSolution, casework.NotNow, until(then)))
	require.Equal(t, then, taskFor(t, p, casework.StepSolution).NotBefore, "she is not asked again before")
	p.now = p.now.Add(15 * day)
	require.Error(t, p.send(casework.Command{Kind: casework.KindDecide, Task: "solution#2", Outcome: casework.Return, By: officer("tha-caseworker", "")}))
	require.NoError(t, p.decide(casework.StepSolution, casework.Return))
	p.now = p.now.Add(16 * day)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindTick, By: casework.System()}))
	require.Equal(t, 2, taskFor(t, p, casework.StepRiskAssessment).Attempt, "an assessment of the risk holds for thirty days")
	require.True(t, p.c.Is(casework.StepSolution, p.now, casework.Return))
}
