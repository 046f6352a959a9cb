package act //nolint:testpackage // the list of reads is of this package

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/policy"
)

// Every operation of the contract that reads something of one case is in the list of reads that are counted, so that
// a new one does not go around the limit.
func TestEveryReadOfAFileIsCounted(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../api/openapi.yaml")
	require.NoError(t, err)
	path := regexp.MustCompile(`(?m)^  (/cases/\{case\}[^:]*):\n`)
	get := regexp.MustCompile(`(?s)\n    get:.*?x-homeward-action: (\S+)`)
	all := path.FindAllSubmatchIndex(text, -1)
	require.Greater(t, len(all), 15)
	reads := 0
	for _, at := range all {
		rest := text[at[1]-1:]
		if next := regexp.MustCompile(`(?m)^  /`).FindIndex(rest[1:]); next != nil {
			rest = rest[:next[0]+1]
		}
		found := get.FindSubmatch(rest)
		if found == nil {
			continue
		}
		reads++
		require.True(t, slices.Contains(filesShown(), policy.Action(found[1])), "%s shows a file and is not counted", found[1])
	}
	require.Greater(t, reads, 10)
}
