package person_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

func TestSex(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for text, want := range map[string]person.Sex{
		"M": person.Male, "male": person.Male, "ชาย": person.Male, "男": person.Male, "Nam": person.Male,
		"Laki-laki": person.Male, "ကျား": person.Male, "F": person.Female, "FEMALE": person.Female, "หญิง": person.Female,
		"女": person.Female, "Nữ": person.Female, "perempuan": person.Female, "": person.UnknownSex, "X": person.UnknownSex,
		"-": person.UnknownSex,
	} {
		got, problem := v.Sex(text)
		require.Equal(t, want, got, "of %q", text)
		require.Empty(t, problem)
	}
	got, problem := v.Sex("Mxyz")
	require.Equal(t, person.UnknownSex, got)
	require.Equal(t, flaw.SexNotRecognised, problem)
}
