package worker_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	sdk "go.temporal.io/sdk/worker"

	"example.org/homeward/internal/engine"
	"example.org/homeward/worker"
)

// This release can continue every case, operation and movement that was recorded with an earlier release:
// <release>/<story>-<run>.json.
func TestOldHistoriesReplay(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../workflows/testdata/histories/*/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files, "no history to replay: has somebody moved them?")
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			data, failure := engine.Converters(nil)
			replayer, err := sdk.NewWorkflowReplayerWithOptions(sdk.WorkflowReplayerOptions{
				DataConverter: data, FailureConverter: failure, DisableRegistrationAliasing: true,
			})
			require.NoError(t, err)
			worker.RegisterWorkflows(replayer)
			require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(nil, file))
		})
	}
}
