package rules_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Some files are part of every installation once they were released, and never change again, not even
// their comments. Migrations have run. Scores refer to the version of a questionnaire. Corridor files are on record: `homeward migrate` refuses
// the same version with another text, because cases have pinned it. A change of a corridor is a new file with
// a higher version; the old file stays for the cases that began under it.
func TestReleasedFilesDoNotChange(t *testing.T) {
	t.Parallel()
	lists, err := filepath.Glob(filepath.Join(root, "test", "upgrade", "testdata", "*", "released.sha256"))
	require.NoError(t, err)
	require.NotEmpty(t, lists)
	for _, list := range lists {
		name, err := filepath.Rel(root, list)
		require.NoError(t, err)
		for line := range strings.Lines(read(t, name)) {
			want, file, found := strings.Cut(strings.TrimSpace(line), "  ")
			require.True(t, found, "%s: %s", name, line)
			sum := sha256.Sum256([]byte(read(t, file)))
			require.Equal(t, want, hex.EncodeToString(sum[:]), "%s was released (%s): add a new file instead", file, name)
		}
	}
}
