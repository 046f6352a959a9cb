package words_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

func TestNumbersInWords(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]map[int]string{
		"en": {0: "zero", 1: "one", 11: "eleven", 20: "twenty", 53: "fifty-three", 100: "one hundred", 101: "101"},
		"ar": {2: "اثنان", 11: "أحد عشر", 20: "عشرون", 53: "ثلاثة وخمسون", 100: "مئة"},
		"my": {10: "တစ်ဆယ်", 11: "ဆယ့်တစ်", 20: "နှစ်ဆယ်", 53: "ငါးဆယ့်သုံး", 100: "တစ်ရာ"},
	} {
		for n, text := range want {
			require.Equal(t, text, words.Language{Code: code}.InWords(n))
		}
	}
	for _, l := range words.Languages() {
		seen := map[string]bool{}
		for n := range 101 {
			text := l.InWords(n)
			require.NotRegexp(t, `[0-9]`, text, "%s writes %d", l.Code, n)
			require.False(t, seen[text], "%s writes two numbers as %s", l.Code, text)
			seen[text] = true
		}
	}
}
