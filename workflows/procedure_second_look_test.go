package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// notIndicated takes a case to a screening in which one officer found nothing.
func notIndicated(t *testing.T) *person {
	t.Helper()
	p := opened(everyStep())
	walk(t, p, laneA(), "fear")
	unreasoned := func(c *casework.Command) { c.Reasoned = false }
	require.Equal(t, fault.Invalid, fault.CodeOf(p.decide(casework.StepScreening, casework.NotIndicated, unreasoned)), "one officer says why")
	require.NoError(t, p.decide(casework.StepScreening, casework.NotIndicated))
	return p
}

func colleague(c *casework.Command) { c.By.Account = "another-screener" }

func reviewer(c *casework.Command) { c.By.Account, c.By.Role = "reviewer", casework.RoleReviewer }

// Field reference 3.5: screening must be repeatable, and a negative pre-screen must be reviewable.
func TestOneScreenerAloneNeverEndsIdentification(t *testing.T) {
	t.Parallel()
	p := notIndicated(t)
	require.Equal(t, []casework.Step{casework.StepSecondLook}, ofIdentification(p), "nothing goes on before the second look")
	look := taskFor(t, p, casework.StepSecondLook)
	require.Equal(t, casework.SecondLookWithin, look.DueAt().Sub(look.StartedAt))
	require.Equal(t, fault.Denied, fault.CodeOf(p.decide(casework.StepSecondLook, casework.Upheld)), "the officer who interviewed her")
	require.NoError(t, p.decide(casework.StepSecondLook, casework.Upheld, colleague))
	require.Equal(t, []casework.Step{casework.StepReview}, ofIdentification(p))
	require.Equal(t, fault.Denied, fault.CodeOf(p.decide(casework.StepReview, casework.Upheld, colleague)), "who upheld it does not review it")
	require.NoError(t, p.decide(casework.StepReview, casework.Upheld, reviewer))
	require.Equal(t, []casework.Step{casework.StepRiskAssessment}, ofIdentification(p), "she goes on all the same")
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Extreme))
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.decide(casework.StepSolution, casework.Return)), "G19")
	require.NoError(t, p.decide(casework.StepSolution, casework.ThirdCountry))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
}

func TestTheSecondLookRefersHerToThePanelOrHasHerAskedAgain(t *testing.T) {
	t.Parallel()
	p := notIndicated(t)
	require.NoError(t, p.decide(casework.StepSecondLook, casework.Refer, colleague))
	require.Equal(t, []casework.Step{casework.StepDetermination}, ofIdentification(p))

	p = notIndicated(t)
	require.NoError(t, p.decide(casework.StepSecondLook, casework.SecondInterview, colleague))
	require.Equal(t, 2, taskFor(t, p, casework.StepScreening).Attempt)
	require.NoError(t, p.decide(casework.StepScreening, casework.NotIndicated))
	require.Equal(t, []casework.Step{casework.StepSecondLook}, ofIdentification(p), "and the second interview is looked at again")
}

func TestAReviewThatOverturnsTheSecondLookSendsHerToThePanel(t *testing.T) {
	t.Parallel()
	p := notIndicated(t)
	require.NoError(t, p.decide(casework.StepSecondLook, casework.Upheld, colleague))
	require.NoError(t, p.decide(casework.StepReview, casework.Overturned, reviewer))
	require.Equal(t, []casework.Step{casework.StepDetermination}, ofIdentification(p))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactSecondScreening, Value: "offered"}}, By: officer("tha-screener", casework.RoleScreener)}))
	for _, member := range []struct {
		of   casework.AgencyID
		role casework.Role
	}{{"police", casework.RolePanelMember}, {"labour", casework.RolePanelMember}, {"social", casework.RolePanelChair}} {
		require.NoError(t, p.decide(casework.StepDetermination, casework.NotVictim, by("member-"+string(member.of), member.of, member.role)))
	}
	require.Equal(t, []casework.Step{casework.StepReview}, ofIdentification(p), "what the panel denies is reviewed on its own")
}

// A screening that is superseded takes the second look and its review with it.
func TestASupersededScreeningIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	p := notIndicated(t)
	require.NoError(t, p.decide(casework.StepSecondLook, casework.Upheld, colleague))
	require.NoError(t, p.decide(casework.StepReview, casework.Upheld, reviewer))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepScreening, Reasoned: true, By: officer("tha-screener", casework.RoleScreener)}))
	require.Equal(t, []casework.Step{casework.StepScreening}, ofIdentification(p))
	require.NoError(t, p.decide(casework.StepScreening, casework.NotIndicated))
	require.Equal(t, []casework.Step{casework.StepSecondLook}, ofIdentification(p))
}

// A case of an earlier edition goes on as it did, so that its history replays.
func TestAnEarlierEditionTakesNotIndicatedAsItDid(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	p.c.Edition = casework.EditionFirst
	walk(t, p, laneA(), "fear")
	require.NoError(t, p.decide(casework.StepScreening, casework.NotIndicated, func(c *casework.Command) { c.Reasoned = false }))
	require.Equal(t, []casework.Step{casework.StepRiskAssessment}, ofIdentification(p))
}
