package upgrade_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
)

// workflowsAreSound fails for each workflow whose code and history do not agree, and for each that
// tries the same workflow task again and again.
func (u *upgraded) workflowsAreSound(t *testing.T) {
	t.Helper()
	c := u.site.temporalClient(t)
	defer c.Close()
	count := 0
	for token, first := []byte(nil), true; first || len(token) > 0; first = false {
		page, err := c.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{NextPageToken: token})
		require.NoError(t, err)
		for _, one := range page.GetExecutions() {
			count++
			if !u.mayHaveEnded(one) {
				u.workflowIsSound(t, c, one.GetExecution(), one.GetStatus())
			}
		}
		token = page.GetNextPageToken()
	}
	require.Greater(t, count, 50, "every case, operation, movement and erasure is a workflow")
}

// mayHaveEnded reports whether it is right that a workflow was ended. The workflow of an erased person
// is. A sweep that was under way fails when it is stopped for longer than its time limit, and the
// Schedule starts the next one.
func (u *upgraded) mayHaveEnded(one *workflowpb.WorkflowExecutionInfo) bool {
	switch one.GetExecution().GetWorkflowId() {
	case "case/" + u.Cases["asked"], "case/" + u.Erased:
		return one.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_TERMINATED
	default:
		return one.GetType().GetName() == "Sweep" && one.GetStartTime().AsTime().Before(u.began) && one.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_FAILED
	}
}

func (u *upgraded) workflowIsSound(t *testing.T, c client.Client, run *commonpb.WorkflowExecution, status enumspb.WorkflowExecutionStatus) {
	t.Helper()
	switch status {
	case enumspb.WORKFLOW_EXECUTION_STATUS_FAILED, enumspb.WORKFLOW_EXECUTION_STATUS_TERMINATED, enumspb.WORKFLOW_EXECUTION_STATUS_TIMED_OUT:
		t.Errorf("%s: %s", run.GetWorkflowId(), status)
	case enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING:
		now, err := c.DescribeWorkflowExecution(t.Context(), run.GetWorkflowId(), run.GetRunId())
		require.NoError(t, err)
		if tries := now.GetPendingWorkflowTask().GetAttempt(); tries > 2 {
			t.Errorf("%s: its workflow task fails, and is tried for the %dth time", run.GetWorkflowId(), tries)
		}
	default:
	}
	history := c.GetWorkflowHistory(t.Context(), run.GetWorkflowId(), run.GetRunId(), false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for history.HasNext() {
		event, err := history.Next()
		require.NoError(t, err)
		switch cause := event.GetWorkflowTaskFailedEventAttributes().GetCause(); cause {
		case enumspb.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR, enumspb.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE:
			t.Errorf("%s: event %d: %s", run.GetWorkflowId(), event.GetEventId(), cause)
		default:
		}
	}
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
