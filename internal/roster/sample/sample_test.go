package sample_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/sample"
)

func TestListsAreTheFiles(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(sample.Files(), "*")
	require.NoError(t, err)
	var listed []string
	for _, l := range sample.Lists() {
		listed = append(listed, l.File)
		require.Equal(t, l.Author == "embassy", l.Nationality != "", "only an embassy's list is of one state")
	}
	require.ElementsMatch(t, files, listed)
	_, err = time.Parse(time.DateOnly, sample.AsOf)
	require.NoError(t, err)
}
