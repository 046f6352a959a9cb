package fonts_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func write(t *testing.T, folder, name, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
}

// rangeOf reads a value of unicode-range.
func rangeOf(t *testing.T, text string) func(rune) bool {
	t.Helper()
	type span struct{ first, last rune }
	var spans []span
	for part := range strings.SplitSeq(text, ", ") {
		first, last, _ := strings.Cut(strings.TrimPrefix(part, "U+"), "-")
		lo, err := strconv.ParseInt(first, 16, 32)
		require.NoError(t, err)
		hi, err := strconv.ParseInt(last, 16, 32)
		require.NoError(t, err)
		spans = append(spans, span{rune(lo), rune(hi)})
	}
	return func(c rune) bool {
		for _, s := range spans {
			if c >= s.first && c <= s.last {
				return true
			}
		}
		return false
	}
}
