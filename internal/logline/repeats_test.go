package logline_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/logline"
)

// A library that polls a dead server for three minutes and a half, ten times a second, writes one line a
// minute, which says how many it stands for. Lines of ours are all written, and so is what is not a warning.
func TestALibraryRepeatsALineOnceAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		ours := slog.New(logline.New(&out, slog.LevelInfo))
		library := logline.ForLibrary(ours)
		for began := time.Now(); time.Since(began) < 210*time.Second; <-time.After(100 * time.Millisecond) {
			library.Error("Failed to poll for task")
			library.With(slog.String("unlisted", "x")).Error("Failed to poll for task")
		}
		library.Warn("Failed to poll for task")
		library.Info("Started Worker")
		library.Info("Started Worker")
		ours.Error("a request failed")
		ours.Error("a request failed")
		var repeated []any
		for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
			var one map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &one))
			repeated = append(repeated, one["repeated"])
		}
		require.Equal(t, []any{nil, 1199.0, 1199.0, 1199.0, nil, nil, nil, nil, nil}, repeated)
	})
}
