package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// TestNoStateKnowsHer: her state says that she is not its national; a second state is tried, and
// she is asked about fear again before it is contacted; in the end there is no state, and she is
// protected as a stateless person. She is never removed.
func TestNoStateKnowsHer(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Vulnerable)
	her.chooses(casework.Return)

	first, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, "mmr-mission-bangkok", first.Desk)
	her.decides(casework.StepVerifyNationality, casework.NotNational, because("no entry in the register of the township"))
	require.False(t, her.isAsked(casework.StepTravelDocument))
	require.False(t, her.isAsked(casework.StepClosure), "a refusal ends nothing")
	her.decides(casework.StepNationalityDispute, casework.SecondState, because("her father is from the other bank"), elsewhere("LAO", "lao-mission-bangkok"))
	her.decides(casework.StepDisputeReview, casework.Agreed, because("the mother is from there"))

	require.False(t, her.isAsked(casework.StepVerifyNationality), "fear is asked of every state anew")
	her.decides(casework.StepFearOfReturn, casework.No)
	second, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, "lao-mission-bangkok", second.Desk)
	require.Equal(t, "LAO", second.AskedState)
	her.decides(casework.StepVerifyNationality, casework.Stateless)

	her.decides(casework.StepNationalityDispute, casework.Stateless, because("neither state has her in its books"))
	require.True(t, her.isAsked(casework.StepSolution), "home is not where she thought; she chooses again")
	her.decides(casework.StepStatelessness, casework.Recognised)
	require.Contains(t, facts(her.now()), "nationality=stateless")
	her.decides(casework.StepSolution, casework.Stay)
	her.decides(casework.StepClosure, casework.Closed, because("recognised as stateless, stays"))
	require.Equal(t, casework.StageClosed, her.now().Stage)
	her.remember("stateless")
}

// elsewhere names a second state and the desk of its mission.
func elsewhere(state wire.Country, desk wire.DeskId) with {
	return func(a *answer) { a.body.State, a.body.Desk = state, desk }
}
