package recordtest_test

import (
	"testing"

	"example.org/homeward/internal/record/recordtest"
)

func TestMemoryConforms(t *testing.T) {
	t.Parallel()
	recordtest.Run(t, func(testing.TB) recordtest.Store { return recordtest.New(recordtest.Now) })
}
