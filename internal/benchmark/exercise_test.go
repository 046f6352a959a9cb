package benchmark_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/benchmark"
	"example.org/homeward/internal/corridor"
)

func TestTheExerciseDiffersInTheVisitsOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, benchmark.Exercise(dir))
	exercise, err := corridor.Load(os.DirFS(dir))
	require.NoError(t, err)
	shipped, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	require.Len(t, exercise.Corridors(), len(shipped.Corridors()))
	for i, c := range exercise.Corridors() {
		got, want := c.Rules(), shipped.Corridors()[i].Rules()
		require.Len(t, got.Visits, len(want.Visits))
		for n, visit := range got.Visits {
			require.Equal(t, time.Duration(n+1)*time.Second, visit.After)
		}
		got.Visits = want.Visits
		require.Equal(t, want, got, c.ID)
	}
}
