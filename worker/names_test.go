package worker_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/worker"
)

// An activity may have another name in the code. A worker MUST register it under every name in histories
// that have not ended, and workflows must continue to use that name.
func TestEveryActivityOfAHistoryIsRegistered(t *testing.T) {
	t.Parallel()
	registered := worker.Named(worker.Parts{})
	for _, a := range worker.Activities(worker.Parts{}) {
		for method := range reflect.TypeOf(a).Methods() {
			registered[method.Name] = a
		}
	}
	files, err := filepath.Glob("../workflows/testdata/histories/*/*.json")
	require.NoError(t, err)
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, name := range regexp.MustCompile(`"activityType":\s*\{\s*"name":\s*"(\w+)"`).FindAllSubmatch(text, -1) {
			found[string(name[1])] = true
			require.Contains(t, registered, string(name[1]), file)
		}
	}
	require.True(t, found["Tell"] && found["RecordChange"], "no activities were found in the histories")
}
