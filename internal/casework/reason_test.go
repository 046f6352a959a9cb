package casework_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// Every code fits an outcome that needs written reasons or repeats the request, and none an answer that an
// officer gives to many alike requests at once.
func TestCodedReasonsAreOfRefusals(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		for _, outcome := range spec.Outcomes {
			codes := spec.ReasonsFor(outcome)
			if len(codes) == 0 {
				continue
			}
			require.True(t, spec.NeedsReasons(outcome), "%s %s", spec.Step, outcome)
			require.NotContains(t, spec.Alike, outcome)
			require.Equal(t, casework.ReasonOther, codes[len(codes)-1])
			require.Len(t, slices.Compact(slices.Sorted(slices.Values(codes))), len(codes), "%s %s", spec.Step, outcome)
		}
	}
}
