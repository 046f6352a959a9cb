package person_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/person"
)

func vocabulary(tb testing.TB) *person.Vocabulary {
	tb.Helper()
	v, err := person.LoadVocabulary()
	require.NoError(tb, err)
	return v
}
