package words_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// For any choice and any Accept-Language header the answer is one of our languages.
func FuzzChoose(f *testing.F) {
	for _, seed := range [][2]string{{"", ""}, {"my", ""}, {"", "ar-EG,ar;q=0.9,en;q=0.1"}, {"xx", "zh;q=2,*"}, {"", ";;q=,,-"}, {"", "en-\xff"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, chosen, accepted string) {
		require.Contains(t, words.Languages(), words.Choose(chosen, accepted))
	})
}
