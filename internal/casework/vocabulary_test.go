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
		if spec.Step != casework.StepInformation && spec.Step != casework.StepAttest && spec.Step != casework.StepAccessReview { // of any stage
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

func TestEveryActionHasAGateAndEveryGateAnAction(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		actions := []casework.Action{spec.Ask}
		for _, g := range spec.Guards {
			actions = append(actions, g.Action)
		}
		for _, a := range actions {
			require.True(t, a == "" || len(casework.GatesOf(a)) > 0, "%s waits for %s, and no gate stands before it", spec.Step, a)
		}
	}
	for i, g := range casework.Gates() {
		require.Equal(t, casework.GateID([]byte{'G', byte('0' + (i+1)/10), byte('0' + (i+1)%10)}), g.ID, "G01 to G30")
		require.NotEmpty(t, g.Blocks, g.ID)
		require.NotEmpty(t, g.Conditions, g.ID)
		require.NotEmpty(t, g.Reason, "a gate says where it comes from")
		for _, a := range g.Blocks {
			require.Contains(t, casework.GatesOf(a), g)
		}
	}
	require.Len(t, casework.Gates(), 30)
	_, ok := casework.GateByID("G31")
	require.False(t, ok)
}

func TestEveryConditionIsOfAGateAndOwned(t *testing.T) {
	t.Parallel()
	used := map[casework.ConditionID]bool{}
	for _, g := range casework.Gates() {
		for _, id := range g.Conditions {
			used[id] = true
			_, known := casework.ConditionByID(id)
			require.True(t, known, "%s asks for %s, which nobody can judge", g.ID, id)
		}
		if g.Waiver == nil {
			continue
		}
		require.NotEmpty(t, g.Waiver.Roles, g.ID)
		for _, role := range g.Waiver.Roles {
			require.Contains(t, casework.Roles(), role, g.ID)
		}
		for _, id := range g.Waiver.Only {
			require.Contains(t, g.Conditions, id, "%s: a waiver reaches into another gate", g.ID)
		}
	}
	seen := map[casework.ConditionID]bool{}
	for _, c := range casework.Conditions() {
		require.True(t, used[c.ID], "%s opens nothing", c.ID)
		require.False(t, seen[c.ID], "%s is there twice", c.ID)
		seen[c.ID] = true
		require.Contains(t, casework.DeskKinds(), c.Owner, c.ID)
		_, own := c.ID.Own()
		require.False(t, own, "%s looks like a corridor's own", c.ID)
	}
	name, own := casework.OwnCondition("mfa_approval").Own()
	require.True(t, own)
	require.Equal(t, casework.FactName("mfa_approval"), name)
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
