package person_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/roster/person"
)

// found reports whether a search for asked finds a person whose name is written as written.
func found(asked, written string) bool {
	keys := person.NameKeys(asked)
	return len(keys) > 0 && !slices.ContainsFunc(keys, func(k string) bool { return !slices.Contains(person.NameKeys(written), k) })
}

func TestNamesMeet(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		asked, written string
		want           bool
	}{
		"the same":                   {"Siti Nurhaliza", "Siti Nurhaliza", true},
		"another order":              {"NURHALIZA, Siti", "Siti Nurhaliza", true},
		"accents":                    {"Nguyen Van Duc", "Nguyễn Văn Đức", true},
		"two of three":               {"Van Duc", "Nguyễn Văn Đức", true},
		"a title more":               {"Aung Kyaw", "U Aung Kyaw", true},
		"hyphen or space":            {"Seng-Hkam Nang", "Nang Seng Hkam", true},
		"apostrophe":                 {"ONeill Mary", "Mary O'Neill", true},
		"wide letters":               {"ＳＩＴＩ nurhaliza", "Siti Nurhaliza", true},
		"hidden signs":               {"Siti\u200b Nurhaliza", "Siti Nurhaliza", true},
		"unspaced with and without":  {"အောင်အောင်", "အောင် အောင်", true},
		"thai with and without":      {"สมชาย ใจดี", "สมชายใจดี", true},
		"a name of one word":         {"suharto", "Suharto", true},
		"one frequent word":          {"Siti", "Siti Nurhaliza", false},
		"one word right, one wrong":  {"Siti Aminah", "Siti Nurhaliza", false},
		"two right, one wrong":       {"Nguyen Van Binh", "Nguyễn Văn Đức", false},
		"vowel signs are letters":    {"ကို", "ကု", false},
		"nothing":                    {"", "", false},
		"signs alone":                {"--", "--", false},
		"a part of an unspaced name": {"สมชาย", "สมชาย ใจดี", false},
		"another script":             {"Somchai Jaidee", "สมชาย ใจดี", false},
		"arabic, in another order":   {"علي محمد", "محمد علي", true},
		"a word twice is two words":  {"Maung Maung", "U Maung Maung", true},
		"and not the word once":      {"Maung Maung", "Maung", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, found(tt.asked, tt.written))
		})
	}
}

func TestNumbersMeet(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		key      func(string) string
		a, b     string
		want     bool
		nobodies bool
	}{
		"passport, as people write it": {person.DocumentKey, "mf 123-4567", "MF1234567", true, false},
		"the letter O":                 {person.DocumentKey, "MFO23O567", "MF0230567", true, false},
		"another passport":             {person.DocumentKey, "MF1234567", "MF1234568", false, false},
		"burmese digits":               {person.DocumentKey, "MF၁၂၃၄၅၆၇", "MF1234567", true, false},
		"words":                        {person.DocumentKey, "lost", "lost", true, true},
		"phone with and without state": {onePhone, "+95 9 77319 04462", "09-7731904462", true, false},
		"phone by 00":                  {onePhone, "0095977319 04462", "+95 9 77319 04462", true, false},
		"thai digits":                  {onePhone, "๐๘๑-๒๓๔-๕๖๗๘", "+66 81 234 5678", true, false},
		"another phone":                {onePhone, "+95 9 77319 04462", "+95 9 77319 04463", false, false},
		"too short":                    {onePhone, "191", "191", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.key(tt.a) == tt.key(tt.b))
			require.Equal(t, tt.nobodies, tt.key(tt.a) == "")
		})
	}
	require.Len(t, person.PhoneKeys("081 234 5678 / 09 7731 904462, sister: 02-123-4567"), 3)
}

func onePhone(text string) string { return strings.Join(person.PhoneKeys(text), "+") }

func TestNamesMeetHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{2,8}`), 1, 6).Draw(rt, "words")
		written := strings.Join(words, " ")
		other := slices.Clone(words)
		for i := range other {
			if rapid.Bool().Draw(rt, "capitals") {
				other[i] = strings.ToUpper(other[i])
			}
		}
		other = rapid.Permutation(other).Draw(rt, "order")
		require.True(rt, found(strings.Join(other, "  "), written))
	})
}

func FuzzAlike(f *testing.F) {
	f.Add("Nguyễn Văn Đức")
	f.Add("+95 9 77319 04462")
	f.Add("\xff\u200b-–")
	f.Fuzz(func(t *testing.T, text string) {
		for _, key := range append(person.NameKeys(text), person.PhoneKeys(text)...) {
			require.NotEmpty(t, strings.TrimSpace(key))
		}
		require.LessOrEqual(t, len(person.NameKeys(text)), 66)
		again := person.DocumentKey(text)
		require.Equal(t, again, person.DocumentKey(again))
	})
}
