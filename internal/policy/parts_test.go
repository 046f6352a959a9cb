package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// involved lists the desks that have a part in a case.
func involved(c *casework.Case) []casework.DeskID {
	var out []casework.DeskID
	for _, d := range policy.OfCase(c, func(casework.DeskID) casework.AgencyID { return "agency" }, morning).Asked {
		out = append(out, d.Desk)
	}
	return out
}

// A desk of another agency sees her as long as it is asked or its answer stands; a desk that cares for her
// keeps its part.
func TestAPartStandsWithTheAnswer(t *testing.T) {
	t.Parallel()
	c := &casework.Case{
		Rules: casework.Rules{
			Host: "THA", Origin: "LAO",
			Desks: map[casework.DeskKind]casework.DeskID{casework.DeskImmigration: "immigration", casework.DeskMedical: "medical", casework.DeskConsulate: "mission"},
		},
		Attempts: map[casework.Step]int{casework.StepExitPermit: 1, casework.StepTriage: 1, casework.StepVerifyNationality: 1},
		Settlements: []casework.Settlement{
			{Step: casework.StepExitPermit, By: casework.Actor{Desk: "immigration"}},
			{Step: casework.StepTriage, By: casework.Actor{Desk: "medical"}},
			{Step: casework.StepVerifyNationality, By: casework.Actor{Desk: "mission"}},
		},
	}
	require.ElementsMatch(t, []casework.DeskID{"immigration", "medical", "mission"}, involved(c))

	superseded := *c
	superseded.Settlements = nil
	require.Equal(t, []casework.DeskID{"medical"}, involved(&superseded))

	closed := *c
	closed.Ended = &casework.End{Closed: true}
	require.ElementsMatch(t, []casework.DeskID{"immigration", "medical"}, involved(&closed), "a closed case is out of an embassy's view")
}
