package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Each desk is listed once, with its closest participation.
func TestParticipantsOfACase(t *testing.T) {
	t.Parallel()
	c := newCase()
	c.Tasks = append(c.Tasks, casework.Task{ID: "attest/mission#1", Step: casework.Attest("mission"), Desk: "mission"})
	require.Equal(t, []policy.Participant{
		{Desk: "caseworker", How: policy.Asked},
		{Desk: "mission", How: policy.Owes},
		{Desk: "registrar", How: policy.Waits},
		{Desk: "supervisor", How: policy.Asked},
		{Desk: "transport", How: policy.Books},
	}, policy.Participants(c, morning))

	c.Tasks = append(c.Tasks, casework.Task{ID: "seat#1", Step: casework.StepSeat, Desk: "transport"})
	require.Contains(t, policy.Participants(c, morning), policy.Participant{Desk: "transport", How: policy.Waits}, "closer than that it books")

	delete(c.Rules.Desks, casework.DeskTransport)
	c.Tasks = c.Tasks[:1]
	require.NotContains(t, policy.Participants(c, morning), policy.Participant{Desk: "transport", How: policy.Books})
}
