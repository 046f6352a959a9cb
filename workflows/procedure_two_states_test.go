package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// Edge case 14: a dual national who fears one state blocks that consulate, and uses the other with her consent.
func TestADualNationalMayFearOneStateOfTwo(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "consents")
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes, func(c *casework.Command) { c.State = "MMR" }))
	require.Equal(t, []casework.Country{"MMR"}, policy.Feared(&p.c))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventNationalityDisputed, By: officer("tha-caseworker", casework.RoleCaseworker)}))
	require.NoError(t, p.decide(casework.StepNationalityDispute, casework.SecondState, naming("KEN", "ken-mission-bangkok")))
	require.NoError(t, p.decide(casework.StepDisputeReview, casework.Agreed))
	require.ElementsMatch(t, []casework.Country{"MMR", "KEN"}, policy.Feared(&p.c), "until she was asked about the other state, she may fear both")
	require.Empty(t, consularTasks(p))
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No, by("second", "agency", casework.RoleSupervisor)))
	require.Equal(t, []casework.Country{"MMR"}, policy.Feared(&p.c))
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), taskFor(t, p, casework.StepVerifyNationality).Desk)
	require.Equal(t, []casework.Step{casework.StepVerifyNationality}, consularTasks(p))
}

// A yes that names no state, or one that is not hers, counts for every state.
func TestAFearThatNamesNoneOfHerStatesIsAFearOfAll(t *testing.T) {
	t.Parallel()
	for _, named := range []casework.Country{"", "LAO"} {
		p := opened(everyStep())
		p.c.Second = &casework.OtherState{State: "KEN", Desk: "ken-mission-bangkok"}
		walk(t, p, laneA(), "consents")
		require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes, func(c *casework.Command) { c.State = named }))
		require.Subset(t, policy.Feared(&p.c), []casework.Country{"MMR", "KEN"})
		require.Empty(t, consularTasks(p))
	}
	p := opened(everyStep())
	p.c.Second = &casework.OtherState{State: "KEN", Desk: "ken-mission-bangkok"}
	walk(t, p, laneA(), "consents")
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes, func(c *casework.Command) { c.State = "MMR" }))
	require.Equal(t, []casework.Country{"MMR"}, policy.Feared(&p.c), "where there are two, the one that she names")
}

// A sharing agreement that ends closes what rested on it, also one that the corridor said was in force.
func TestASharingAgreementThatEndsClosesWhatRestedOnIt(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "reception")
	givenToOrigin(t, p)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactSharing, Value: casework.SharingEnded}}, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	require.True(t, waitsAt(p, "G05", casework.StepReception))
	require.NotContains(t, openSteps(p), casework.StepReception)
	require.False(t, p.c.GrantActive(p.c.Access[0], p.now))
	for _, u := range p.c.Undo {
		if u.Kind == casework.UndoReception || u.Kind == casework.UndoHandover || u.Kind == casework.UndoGrant {
			require.Equal(t, casework.UndoOrdered, u.State, u.Kind)
		}
	}
	require.NoError(t, p.send(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactSharing, Value: "in_force"}}, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	taskFor(t, p, casework.StepReception)
}

// Field reference 10.8, C10: share the handover file with receiver X. Another receiver takes a new consent.
func TestAnotherReceiverTakesANewConsent(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "document")
	task := taskFor(t, p, casework.StepReception)
	move := casework.Command{Kind: casework.KindReassign, Task: task.ID, Desk: "mmr-other-receiver", By: officer("tha-supervisor", casework.RoleSupervisor)}
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.send(move)), "her consent was for the corridor's receiver")
	require.NoError(t, p.decide(casework.StepReception, casework.Accepted))
	require.NoError(t, p.send(casework.Command{
		Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentHandover}, Mode: casework.ModeSignature, Desk: "mmr-other-receiver",
		By: officer("tha-caseworker", casework.RoleCaseworker),
	}))
	require.Equal(t, casework.DeskID("mmr-other-receiver"), taskFor(t, p, casework.StepReception).Desk)
	taskFor(t, p, casework.Attest("mmr-receiving"))
	taskFor(t, p, casework.TellSurvivor(1))
}
