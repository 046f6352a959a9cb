package devstack

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A log that has grown beyond its limit is kept once beside itself, and its writer goes on in an empty file.
func TestALogIsRotatedUnderItsWriter(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "temporal.log")
	require.NoError(t, rotate(log, 10), "a log that is not there yet")
	writer, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer func() { require.NoError(t, writer.Close()) }()
	write := func(line string) {
		_, err := writer.WriteString(line)
		require.NoError(t, err)
	}
	read := func(name string) string {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(content)
	}
	write("short\n")
	require.NoError(t, rotate(log, 10))
	require.Equal(t, "short\n", read(log))
	for _, round := range []string{"a", "b"} {
		write(strings.Repeat(round, 20))
		require.NoError(t, rotate(log, 10))
		require.Empty(t, read(log))
		require.Contains(t, read(log+".1"), strings.Repeat(round, 20))
	}
	write("after\n")
	require.Equal(t, "after\n", read(log))
}
