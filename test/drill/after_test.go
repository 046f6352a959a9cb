//go:build drill

package drill_test

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"
	enums "go.temporal.io/api/enums/v1"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
	"example.org/homeward/workflows"
)

// nothingLostNothingTwice: an acknowledged answer is the outcome of its request, no request was answered
// twice, and what was acknowledged as carried out stays so.
func (w *work) nothingLostNothingTwice() {
	w.Helper()
	refused := 0
	for _, one := range w.ledger {
		c, err := w.as(one.by)
		require.NoError(w, err)
		receipt, err := c.ShowCommand(w.Context(), one.key)
		require.NoError(w, err, "the receipt of an acknowledged write is kept")
		if receipt.State == record.CommandRefused { // it was stored while Temporal was down, and then met another state
			require.NotEqual(w, record.CommandSettled, one.state, "what was carried out stays carried out")
			refused++
			continue
		}
		if one.task == "" {
			continue
		}
		task, err := c.ShowTask(w.Context(), w.people[one.person].ref, one.task)
		require.NoError(w, err)
		require.Equal(w, answers()[task.Step].Outcome, task.Outcome, "an acknowledged answer is on record: %s", one.task)
	}
	for n, who := range w.people {
		if who.ref == "" {
			continue
		}
		for task, times := range w.answered(n, who.ref) {
			require.Equal(w, 1, times, "%s of a case was answered more than once", task)
		}
	}
	w.Logf("%d writes were stored and refused later, with their reason", refused)
}

// answered counts the answers to each request, on the timeline of a case.
func (w *work) answered(n int, ref casework.Ref) map[string]int {
	w.Helper()
	supervisor := officer("tha-supervisor-maesot", casework.RoleSupervisor)
	supervisor.Account += fmt.Sprintf("-%d", n/8)
	c, err := w.as(supervisor)
	require.NoError(w, err)
	out, params := map[string]int{}, wire.ShowTimelineParams{Limit: 200}
	for {
		page, err := c.ShowTimeline(w.Context(), ref, params)
		require.NoError(w, err)
		for _, line := range page.Items {
			if line.Code == string(casework.EntryDecided) {
				out[line.Task]++
			}
		}
		if page.Next == "" {
			require.NotEmpty(w, out, "the timeline has answers")
			return out
		}
		params.Cursor = page.Next
	}
}

// everyCaseHasAClock: the workflow of each case runs, and waits for a timer.
func (w *work) everyCaseHasAClock() {
	w.Helper()
	for _, who := range w.opened() {
		pending := map[int64]bool{}
		events := w.engine.GetWorkflowHistory(w.Context(), workflows.CaseID(who.ref), "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for events.HasNext() {
			event, err := events.Next()
			require.NoError(w, err)
			switch event.GetEventType() {
			case enums.EVENT_TYPE_TIMER_STARTED:
				pending[event.GetEventId()] = true
			case enums.EVENT_TYPE_TIMER_FIRED:
				delete(pending, event.GetTimerFiredEventAttributes().GetStartedEventId())
			case enums.EVENT_TYPE_TIMER_CANCELED:
				delete(pending, event.GetTimerCanceledEventAttributes().GetStartedEventId())
			default:
				require.NotContains(w, []enums.EventType{enums.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED, enums.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT, enums.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED},
					event.GetEventType(), "the workflow of an open case runs")
			}
		}
		require.NotEmpty(w, pending, "an open case has a clock")
	}
}

// logVerifies: the hashes, signatures and heads of the audit log are sound.
func (h *site) logVerifies() {
	h.Helper()
	h.done(devstack.Auditor, "audit", "verify", "--database", "--key", h.variable("HOMEWARD_AUDIT_PUBLIC"))
}

// auditFindsNothing: no case is in a state that the rules do not allow.
func (h *site) auditFindsNothing() {
	h.Helper()
	h.done(devstack.Worker, "audit", "cases")
}

func (h *site) variable(name string) string {
	h.Helper()
	at := slices.IndexFunc(h.env, func(one string) bool { return len(one) > len(name) && one[:len(name)+1] == name+"=" })
	require.GreaterOrEqual(h, at, 0, name)
	return h.env[at][len(name)+1:]
}
