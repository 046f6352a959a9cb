package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// child is a case of a person who may be a child, on record and asked about her fear.
func child(t *testing.T, age string) *person {
	t.Helper()
	p := opened(everyStep(), casework.Statement{Name: casework.FactAge, Value: age})
	walk(t, p, laneA(), "placement")
	require.NoError(t, p.decide(casework.StepRegister, casework.Registered, facts(yes(casework.FactToldOfPurpose))))
	for _, s := range laneA()[3:6] { // consents, fear, screening
		require.NoError(t, s.do(p), s.name)
	}
	return p
}

func state(p *person, desk casework.DeskID, what ...casework.Statement) error {
	return p.send(casework.Command{Kind: casework.KindState, Facts: what, By: officer(desk, "")})
}

func TestAChildGoesAllTheWay(t *testing.T) {
	t.Parallel()
	p := child(t, "disputed")
	require.Contains(t, openSteps(p), casework.StepGuardian, "in doubt she has a guardian at once")
	require.NotContains(t, openSteps(p), casework.StepBestInterests)
	require.NoError(t, p.decide(casework.StepAgeAssessment, casework.Minor))
	for _, s := range laneA()[6:9] {
		require.NoError(t, s.do(p), s.name)
	}
	require.NoError(t, p.decide(casework.StepReflection, casework.Waived))
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Low))
	require.NotContains(t, openSteps(p), casework.StepSolution, "no choice without a guardian and her best interests")
	require.NoError(t, p.decide(casework.StepGuardian, casework.NoneFound))
	require.NoError(t, p.decide(casework.StepGuardian, casework.Appointed))
	require.True(t, waitsAt(p, "G04", casework.StepFamilyAssessment), "the trafficker may be family")
	require.NoError(t, consents(casework.ConsentFamily)(p))
	require.NoError(t, state(p, "tha-caseworker", casework.Statement{Name: casework.FactRecruiter, Value: "known"}))
	require.NoError(t, p.decide(casework.StepFamilyAssessment, casework.Safe))
	require.NoError(t, p.decide(casework.StepBestInterests, casework.Reunify))
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.decide(casework.StepSolution, casework.Return)), "her own view is not on record")
	require.NoError(t, state(p, "tha-child_panel", casework.Statement{Name: casework.FactChildView, Value: "recorded"}))
	for _, s := range laneA()[11:] {
		require.NoError(t, s.do(p), "%s: open %v, waits %v", s.name, openSteps(p), p.c.Waits)
	}
	require.Equal(t, casework.StageClosed, p.c.Stage)
}

func TestWhatIsBestForAChildMayBeToStay(t *testing.T) {
	t.Parallel()
	p := child(t, "minor")
	require.NotContains(t, openSteps(p), casework.StepAgeAssessment, "what nobody disputes is not assessed")
	for _, s := range laneA()[6:10] {
		require.NoError(t, s.do(p), s.name)
	}
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Low))
	require.NoError(t, p.decide(casework.StepGuardian, casework.Appointed))
	require.NoError(t, consents(casework.ConsentFamily)(p))
	require.NoError(t, state(p, "tha-caseworker", casework.Statement{Name: casework.FactRecruiter, Value: "known"}, casework.Statement{Name: casework.FactChildView, Value: "recorded"}))
	require.NoError(t, p.decide(casework.StepFamilyAssessment, casework.Unsafe))
	require.NoError(t, p.decide(casework.StepBestInterests, casework.Stay))
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.decide(casework.StepSolution, casework.Return)), "G10 is nobody's to waive")
	require.NoError(t, p.decide(casework.StepSolution, casework.Stay))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
}

// TestAnAdultWhoMayBeAChildLeavesTheManifest (field reference 13.20): claimed nineteen, looks sixteen.
func TestAnAdultWhoMayBeAChildLeavesTheManifest(t *testing.T) {
	t.Parallel()
	p := ticketed(t)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAgeDisputed, By: officer("tha-escort", casework.RoleEscort)}))
	require.Equal(t, map[casework.UndoKind]casework.UndoState{"seat": "ordered", "ticket": "ordered", "manifest": "ordered"}, states(p.c))
	require.Subset(t, openSteps(p), []casework.Step{casework.StepAgeAssessment, casework.StepGuardian})
	require.Error(t, moved(casework.MoveLock)(p))
	for {
		next, more := p.c.NextUndo()
		if !more {
			break
		}
		require.NoError(t, p.send(casework.Command{Kind: casework.KindUndone, UndoID: next.ID, Outcome: casework.Attested, By: casework.System()}))
	}
	require.NoError(t, p.decide(casework.StepAgeAssessment, casework.Adult))
	require.NotContains(t, openSteps(p), casework.StepGuardian)
	require.NoError(t, p.decide(casework.StepSolution, casework.Return))
	require.NoError(t, moved(casework.MoveHold)(p), "and an adult after all may go")
}
