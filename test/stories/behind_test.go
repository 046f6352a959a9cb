package stories_test

import (
	"database/sql"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/proxy"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/seal"
	"example.org/homeward/test/histories"
	"example.org/homeward/workflows"
)

// release names the histories that are recorded now.
const release = "0.2"

// remember keeps the histories of her case for the replay of later releases, when that is asked for.
func (her *survivor) remember(name string) {
	her.t.Helper()
	histories.Record(her.t, her.site.engine, her.site.codec, workflows.CaseID(her.ref), release, name)
}

// remember keeps the histories of a movement.
func (m *trip) remember(name string) {
	m.t.Helper()
	histories.Record(m.t, m.site.engine, m.site.codec, workflows.TransportID(m.ref), release, name)
}

// mostEvents is the largest number of history events of a whole case, over all of its runs.
const mostEvents = 600

// countsItsEvents counts what her whole case has cost, and what each of its changes has; and sees
// that each payload of it is encrypted with her key.
func (s *story) countsItsEvents(her *survivor) {
	s.t.Helper()
	events, commands, decisions, runs, payloads := 0, 0, 0, 0, 0
	for run := ""; ; {
		runs++
		history := s.site.engine.GetWorkflowHistory(s.t.Context(), workflows.CaseID(her.ref), run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		run = ""
		for history.HasNext() {
			event, err := history.Next()
			require.NoError(s.t, err)
			events++
			payloads += s.encryptedFor(her, event)
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
	require.Greater(s.t, payloads, events/5, "what it says is in payloads")
	require.Greater(s.t, runs, 1, "a life is handed on from run to run")
}

// encryptedFor wants all that an event says to be encrypted with her key, and counts it.
func (s *story) encryptedFor(her *survivor, event *historypb.HistoryEvent) int {
	s.t.Helper()
	count := 0
	require.NoError(s.t, proxy.VisitPayloads(s.t.Context(), event, proxy.VisitPayloadsOptions{
		SkipSearchAttributes: true, // there are none of ours
		Visitor: func(_ *proxy.VisitPayloadsContext, payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
			for _, p := range payloads {
				count++
				subject, ok := engine.KeyOf(p)
				require.True(s.t, ok, "a payload of event %d, %s, is in clear", event.GetEventId(), event.GetEventType())
				require.Equal(s.t, seal.Subject("case/"+her.ref), subject, "event %d, %s", event.GetEventId(), event.GetEventType())
			}
			return payloads, nil
		},
	}))
	return count
}

// notice is a notice that was sent or will be sent.
type notice struct {
	Kind, Desk, Rung string
}

// notices are the messages about a case, oldest first: HTTP does not show them.
func (s *story) notices(about casework.Ref) []notice {
	s.t.Helper()
	db, err := sql.Open("postgres", s.site.stack.Cluster.RoleDSN(devstack.Superuser, devstack.Database))
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
