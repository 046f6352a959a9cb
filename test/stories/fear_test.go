package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestSheIsAfraid: she fears to go back. Her consulate never learns that she exists: it is asked
// nothing, it finds nothing, and no officer can ask it for her, even with all other consents.
func TestSheIsAfraid(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.Yes)
	her.isFound(casework.Victim)
	her.decides(casework.StepRiskAssessment, casework.Extreme, because("named by those who sold her"))

	require.Contains(t, her.unmet("G03"), "fear_of_return_asked")
	require.Contains(t, her.unmet("G19"), "risk_not_extreme")
	require.True(t, her.gate("G19").Never)
	task, caseworker := her.asked(casework.StepSolution)
	_, err := s.as(caseworker).DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, wireReturn())
	s.refused(err, fault.GateClosed)

	her.decides(casework.StepSolution, casework.Asylum)
	require.Contains(t, her.unmet("G03"), "no_asylum_claim")
	consul := s.at("mmr-mission-bangkok")
	_, err = s.as(consul).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	_, err = s.as(consul).ShowTimeline(t.Context(), her.ref, wire.ShowTimelineParams{})
	s.refused(err, fault.NotFound)
	_, err = s.as(consul).ListTasks(t.Context(), wire.ListTasksParams{Case: her.ref})
	s.refused(err, fault.NotFound)
	inbox, err := s.as(consul).ListTasks(t.Context(), wire.ListTasksParams{})
	s.fine(err)
	for _, task := range inbox.Items {
		require.NotEqual(t, her.ref, task.Case)
	}

	for _, line := range her.past(her.supervisor) {
		require.NotEqual(t, string(consul.desk), line.Desk, "her consulate stands in her past: %s", line.Code)
		require.NotContains(t, []string{"verify_nationality", "travel_document", "embassy_commitment"}, line.Step)
	}
	for _, n := range s.notices(her.ref) {
		require.NotEqual(t, string(consul.desk), n.Desk)
	}
	s.fearIsNowhereInClear(her)
	her.remember("fear")
}
