package birth_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
)

// asOf is the day on which the lists of these tests were written.
func asOf() civil.Date { return civil.Date{Year: 2025, Month: 2, Day: 23} }

func vocabulary(tb testing.TB) *birth.Vocabulary {
	tb.Helper()
	v, err := birth.LoadVocabulary()
	require.NoError(tb, err)
	return v
}
