package corridor_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"example.org/homeward/internal/corridor"
)

// The table of the two forms of a country code is held against the one of golang.org/x/text.
func TestBothCodesOfACountryAreOfTheSameCountry(t *testing.T) {
	t.Parallel()
	n := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := string([]rune{a, b, c})
				if !corridor.IsCountry(code) {
					require.Empty(t, corridor.Alpha2(code), code)
					continue
				}
				n++
				region, err := language.ParseRegion(code)
				require.NoError(t, err, code)
				require.Equal(t, region.String(), corridor.Alpha2(code), code)
			}
		}
	}
	require.Equal(t, 249, n)
	require.Empty(t, corridor.Alpha2("*"))
}
