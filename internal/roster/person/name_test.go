package person_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
)

func TestName(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		written, display string
		script           spelling.Script
	}{
		"Latin":                 {"dang ngoc dat", "dang ngoc dat", spelling.Latin},
		"Vietnamese":            {"  Bùi  Minh  Long", "Bùi Minh Long", spelling.Latin},
		"decomposed":            {"Bu\u0300i", "Bùi", spelling.Latin},
		"order and comma stay":  {"HO, Cong Khanh", "HO, Cong Khanh", spelling.Latin},
		"Chinese":               {"邓波", "邓波", spelling.Han},
		"Thai":                  {"สมชาย ใจดี", "สมชาย ใจดี", spelling.Thai},
		"Burmese":               {"အောင်ထွန်း", "အောင်ထွန်း", spelling.Myanmar},
		"Khmer":                 {"សុខ សុភា", "សុខ សុភា", spelling.Khmer},
		"Lao":                   {"ບຸນມີ ວົງສາ", "ບຸນມີ ວົງສາ", spelling.Lao},
		"Amharic":               {"ከበደ አቤል ወርቁ", "ከበደ አቤል ወርቁ", spelling.Ethiopic},
		"Arabic":                {"محمد", "محمد", spelling.Arabic},
		"Korean":                {"김민수", "김민수", spelling.Hangul},
		"two scripts":           {"邓波 Deng Bo", "邓波 Deng Bo", spelling.MixedScript},
		"another script":        {"Ἀνδρέας", "Ἀνδρέας", spelling.OtherScript},
		"hidden and turned":     {"A\u202egnu\u200b B", "Agnu B", spelling.Latin},
		"a joiner is spelling":  {"ක්\u200dෂ", "ක්\u200dෂ", spelling.Sinhala},
		"no letters":            {"12 -", "12 -", spelling.NoScript},
		"nothing":               {"", "", spelling.NoScript},
		"tabs and line endings": {"LI\r\n\tPING", "LI PING", spelling.Latin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, person.Name{AsWritten: tt.written, Display: tt.display, Script: tt.script}, person.NewName(tt.written))
		})
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Bùi", "  a  b ", "邓波", "A\u202eB", "\xff", "က\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		n := person.NewName(written)
		require.Equal(t, written, n.AsWritten)
		if utf8.ValidString(written) {
			require.True(t, norm.NFC.IsNormalString(n.Display))
			require.Equal(t, n.Display, person.NewName(n.Display).Display, "shown twice is shown the same")
		}
	})
}
