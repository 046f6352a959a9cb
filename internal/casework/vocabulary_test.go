package casework_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

func TestEveryStepIsSpecifiedOnceAndInOrder(t *testing.T) {
	t.Parallel()
	var seen []casework.Step
	stage := 0
	for _, spec := range casework.Specs() {
		require.NotContains(t, seen, spec.Step)
		if !slices.Contains([]casework.Step{casework.StepInformation, casework.StepAttest, casework.StepAccessReview, casework.StepApproval, casework.StepTellSurvivor}, spec.Step) && !spec.Step.KeepsOwner() { // of any stage
			at := slices.Index(casework.Stages(), spec.Stage)
			require.GreaterOrEqual(t, at, stage, "%s comes too late in the table", spec.Step)
			stage = at
		}
		seen = append(seen, spec.Step)
		require.NotEmpty(t, spec.Outcomes, spec.Step)
		require.Contains(t, casework.DeskKinds(), spec.Desk, spec.Step)
		found, ok := casework.StepFor(string(spec.Step) + "/3m")
		require.True(t, ok)
		require.Equal(t, spec.Step, found.Step, "a step with a slash has its base's specification")
	}
	for _, spec := range casework.Specs() {
		for _, before := range spec.Requires {
			require.Contains(t, seen, before, "%s comes after a step that is none", spec.Step)
		}
	}
	_, ok := casework.StepFor("no_such_step")
	require.False(t, ok)
}

func TestOutcomesWithRulesAreOutcomes(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		var guarded []casework.Outcome
		for _, g := range spec.Guards {
			guarded = append(guarded, g.Outcomes...)
		}
		for _, o := range slices.Concat(spec.Reasoned, spec.Dated, spec.Repeat, guarded) {
			require.Contains(t, spec.Outcomes, o, spec.Step)
		}
	}
}

// TestEveryDeskHasWork also finds kinds of desks that only own conditions of gates.
func TestEveryDeskHasWork(t *testing.T) {
	t.Parallel()
	for _, kind := range casework.DeskKinds() {
		asked := slices.ContainsFunc(casework.Specs(), func(s casework.Spec) bool { return s.Desk == kind })
		require.True(t, asked, "nobody ever asks the %s", kind)
	}
	roles := casework.Roles()
	require.NotContains(t, roles, casework.RoleSystem, "no account is the system")
}

func TestStatedFactsHaveValuesAndDesks(t *testing.T) {
	t.Parallel()
	var seen []casework.FactName
	for _, spec := range casework.FactSpecs() {
		require.NotContains(t, seen, spec.Name)
		seen = append(seen, spec.Name)
		require.NotEmpty(t, spec.Values, spec.Name)
		require.NotEmpty(t, spec.Desks, spec.Name)
		for _, kind := range spec.Desks {
			require.Contains(t, casework.DeskKinds(), kind, spec.Name)
		}
	}
	for _, byRule := range []casework.FactName{
		casework.FactDeceased, casework.FactAsylum, casework.FactScreeningDebt, casework.FactNationality, casework.FactContact,
		casework.FactMedicalCrisis, casework.FactCharter, casework.FactIdentityMatch, casework.FactAskedAgain,
	} {
		require.NotContains(t, seen, byRule, "it follows from an event or a decision and is nobody's to state")
	}
}

func TestEveryPauseSaysWhoseTimeRuns(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Causes() {
		found, ok := casework.CauseOf(spec.Cause)
		require.True(t, ok)
		require.NotEmpty(t, found.Party)
	}
	_, ok := casework.CauseOf("no reason")
	require.False(t, ok)
	percent := 0
	for _, r := range casework.EscalationThresholds() {
		require.Greater(t, r.Percent, percent)
		percent = r.Percent
	}
}

func TestModalities(t *testing.T) {
	t.Parallel()
	force := []casework.Modality{casework.Deportation, casework.DeportationWithHelp, casework.Extradition, casework.StateFacilitated}
	for _, m := range casework.Modalities() {
		require.Equal(t, slices.Contains(force, m), m.ByForceOfLaw(), m)
	}
}
