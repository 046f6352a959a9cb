package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func naming(state casework.Country, desk casework.DeskID) func(*casework.Command) {
	return func(c *casework.Command) { c.State, c.Desk = state, desk }
}

// waitsAt reports whether a step waits at a gate.
func waitsAt(p *person, gate casework.GateID, s casework.Step) bool {
	for _, w := range p.c.Waits {
		if w.Gate == gate && w.For == s {
			return true
		}
	}
	return false
}

// TestFearOfReturnEndsTheConsularTrack: in any life, no consulate is ever asked.
func TestFearOfReturnEndsTheConsularTrack(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "consents")
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes, facts(casework.Statement{Name: casework.FactInterpreter, Value: "ok"}, yes(casework.FactLawyerTold))))
	from := map[string]bool{"screening": true, "vote one": true, "vote two": true, "chair": true, "reflection": true, "risk": true, "solution": true}
	for _, s := range laneA() {
		if from[s.name] {
			require.NoError(t, s.do(p), s.name)
			require.Empty(t, consularTasks(p), "after %s", s.name)
		}
	}
	require.True(t, waitsAt(p, "G03", casework.StepVerifyNationality), "it is said what stands closed, and why")
	require.True(t, waitsAt(p, "G11", casework.StepTravelDocument))
	require.NotContains(t, openSteps(p), casework.StepReception, "an agency of the state that she fears hears nothing of her")
	for _, refused := range []casework.Command{
		{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: officer("tha-legal", casework.RoleLegal)},
		{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)},
	} {
		require.Equal(t, fault.Conflict, fault.CodeOf(p.send(refused)), "nobody waives her fear")
	}
}

func consularTasks(p *person) (out []casework.Step) {
	for _, s := range openSteps(p) {
		if consular(s) {
			out = append(out, s)
		}
	}
	return out
}

func taskFor(tb testing.TB, p *person, s casework.Step) casework.Task {
	tb.Helper()
	task, open := p.c.TaskFor(s)
	require.True(tb, open, "%s is not asked; open are %v, waits %v", s, openSteps(p), p.c.Waits)
	return task
}

func TestWhoHasNoStateIsProtectedAndChoosesAgain(t *testing.T) {
	t.Parallel()
	for name, found := range map[string][]step{
		"the consulate says so": {{"", decided(casework.StepVerifyNationality, casework.Stateless)}},
		"the caseworker finds so": {
			{"", decided(casework.StepVerifyNationality, casework.NotNational)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), "solution")
			for _, s := range found {
				require.NoError(t, s.do(p))
			}
			require.NoError(t, p.decide(casework.StepNationalityDispute, casework.Stateless))
			require.ElementsMatch(t, []casework.Step{casework.StepStatelessness, casework.StepSolution}, openSteps(p), "her choice to return is open again")
			require.NoError(t, p.decide(casework.StepStatelessness, casework.Recognised))
			require.NoError(t, p.decide(casework.StepSolution, casework.Stay))
			require.NoError(t, p.decide(casework.Attest("mmr-receiving"), casework.Attested), "she stays, so who was to receive her deletes what it has")
			require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
			require.Equal(t, casework.StageClosed, p.c.Stage)
			require.Empty(t, p.c.Tasks)
		})
	}
}

// TestAConsulMayVerifyAndIssueInOneStep: the waiver of G11 is the consul's, and has its effect.
func TestAConsulMayVerifyAndIssueInOneStep(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "solution")
	require.True(t, waitsAt(p, "G11", casework.StepTravelDocument))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindWaive, Gate: "G11", Reasoned: true, By: officer("mmr-mission-bangkok", casework.RoleConsul)}))
	require.Equal(t, []casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument}, consularTasks(p))
}
