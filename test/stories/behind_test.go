package stories_test

import (
	"database/sql"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/test/histories"
	"example.org/homeward/workflows"
)

// release names the histories that are recorded now.
const release = "0.1"

// remember keeps the histories of her case for the replay of later releases, when that is asked for.
func (her *survivor) remember(name string) {
	her.t.Helper()
	histories.Record(her.t, her.house.engine, workflows.CaseID(her.ref), release, name)
}

// remember keeps the histories of a movement.
func (m *trip) remember(name string) {
	m.t.Helper()
	histories.Record(m.t, m.house.engine, workflows.TransportID(m.ref), release, name)
}

// mostEvents is what a whole life may cost in history events, over all of its runs.
const mostEvents = 600

// countsItsEvents counts what her whole case has cost, and what each of its changes has.
func (s *story) countsItsEvents(her *survivor) {
	s.t.Helper()
	events, commands, decisions, runs := 0, 0, 0, 0
	for run := ""; ; {
		runs++
		history := s.house.engine.GetWorkflowHistory(s.t.Context(), workflows.CaseID(her.ref), run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		run = ""
		for history.HasNext() {
			event, err := history.Next()
			require.NoError(s.t, err)
			events++
			if accepted := event.GetWorkflowExecutionUpdateAcceptedEventAttributes(); accepted != nil {
				commands++
				switch casework.Kind(accepted.GetAcceptedRequest().GetInput().GetName()) { //nolint:exhaustive // what counts as a decision
				case casework.KindDecide, casework.KindAnswer, casework.KindMove:
					decisions++
				}
			}
			if began := event.GetWorkflowExecutionStartedEventAttributes(); began != nil {
				run = began.GetContinuedExecutionRunId()
			}
		}
		if run == "" {
			break
		}
	}
	s.t.Logf("a whole life: %d events in %d runs, %d commands, %d of them decisions: %.1f events a command, %.1f a decision, all else included",
		events, runs, commands, decisions, float64(events)/float64(commands), float64(events)/float64(decisions))
	require.LessOrEqual(s.t, events, mostEvents)
	require.Greater(s.t, runs, 1, "a life is handed on from run to run")
}

// notice is a message that went out, or will.
type notice struct {
	Kind, Desk, Rung string
}

// notices are the messages about a case, oldest first: HTTP does not show them.
func (s *story) notices(about casework.Ref) []notice {
	s.t.Helper()
	db, err := sql.Open("postgres", s.house.stack.Cluster.RoleDSN(devstack.Superuser, devstack.Database))
	require.NoError(s.t, err)
	defer db.Close()
	rows, err := db.QueryContext(s.t.Context(), `select kind, desk, rung from app.notices where case_ref = $1 order by id`, string(about))
	require.NoError(s.t, err)
	defer rows.Close()
	var out []notice
	for rows.Next() {
		var n notice
		require.NoError(s.t, rows.Scan(&n.Kind, &n.Desk, &n.Rung))
		out = append(out, n)
	}
	require.NoError(s.t, rows.Err())
	return out
}
