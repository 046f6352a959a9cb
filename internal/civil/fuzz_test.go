package civil_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
)

func FuzzBuddhistDate(f *testing.F) {
	for _, seed := range []string{"20/02/2568", "29/02/2567", "00/00/0000", "99/99/9999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := civil.ParseBuddhist(text)
		if err == nil {
			require.True(t, d.Valid())
			require.Equal(t, text, d.Buddhist())
		}
	})
}
