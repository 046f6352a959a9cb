package twin_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/twin"
)

func born(year int, month time.Month, day int) birth.Date {
	d := civil.Date{Year: year, Month: month, Day: day}
	return birth.Date{Precision: birth.PrecisionDay, Readings: []birth.Reading{{From: d, To: d, Calendar: birth.Gregorian}}}
}

func bornIn(year int) birth.Date {
	from, to := civil.Date{Year: year, Month: 1, Day: 1}, civil.Date{Year: year, Month: 12, Day: 31}
	return birth.Date{Precision: birth.PrecisionYear, Readings: []birth.Reading{{From: from, To: to, Calendar: birth.Gregorian}}}
}

// TestWhatSpeaksForOnePerson has the sentences of the field: when a clerk asks, and when not.
func TestWhatSpeaksForOnePerson(t *testing.T) {
	t.Parallel()
	day := born(1999, 4, 2)
	for name, tt := range map[string]struct {
		a, b twin.Record
		want []twin.Sign
	}{
		"O for 0, and another order": {
			twin.Of("Wanjiku Njeri", "", day, "AK0101010", ""), twin.Of("Njeri Wanjiku", "", day, "AKO1O1O10", ""),
			[]twin.Sign{twin.AlikeDocument, twin.SameName, twin.SameBirth},
		},
		"I for 1, B for 8, S for 5":              {twin.Of("A", "", birth.Date{}, "AK1850000", ""), twin.Of("B", "", birth.Date{}, "AKIBS0000", ""), []twin.Sign{twin.AlikeDocument}},
		"the same number, other people write it": {twin.Of("Hana", "", birth.Date{}, "ak 185-0000", ""), twin.Of("Girma", "", birth.Date{}, "AK1850000", ""), []twin.Sign{twin.SameDocument}},
		"split and joined":                       {twin.Of("LI XIAOMING", "", day, "", ""), twin.Of("Li Xiao Ming", "", day, "", ""), []twin.Sign{twin.SameName, twin.SameBirth}},
		"accents":                                {twin.Of("Nguyễn Văn An", "", day, "", ""), twin.Of("NGUYEN VAN AN", "", day, "", ""), []twin.Sign{twin.SameName, twin.SameBirth}},
		"one of two scripts":                     {twin.Of("Wang Xiaoling", "王小明", day, "", ""), twin.Of("王小明", "", day, "", ""), []twin.Sign{twin.SameName, twin.SameBirth}},
		"day and month exchanged":                {twin.Of("Hana Girma", "", born(1999, 4, 2), "", ""), twin.Of("Girma Hana", "", born(1999, 2, 4), "", ""), []twin.Sign{twin.SameName, twin.SameBirth}},
		"two parts and the day":                  {twin.Of("Wanjiku Njeri Auma", "", day, "", ""), twin.Of("Njeri Wanjiku", "", day, "", ""), []twin.Sign{twin.AlikeName, twin.SameBirth}},
		"a name, and a year that fits":           {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Hana Girma", "", bornIn(1999), "", ""), []twin.Sign{twin.SameName, twin.SameYear}},
		"a name, and no birth":                   {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Hana Girma", "", birth.Date{}, "", ""), []twin.Sign{twin.SameName}},
		"a name, and another birth":              {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Hana Girma", "", born(1998, 4, 2), "", ""), nil},
		"a name, and another year":               {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Hana Girma", "", bornIn(1998), "", ""), nil},
		"a day alone":                            {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Abebe Bekele", "", day, "", ""), nil},
		"one part and the day":                   {twin.Of("Hana Girma", "", day, "", ""), twin.Of("Hana Bekele", "", day, "", ""), nil},
		"a telephone of a family":                {twin.Of("Hana Girma", "", day, "", "+251 911 123456"), twin.Of("Abebe Girma", "", born(1970, 1, 1), "", "0911123456"), nil},
		"a like name and the telephone":          {twin.Of("Hana Girma Tola", "", day, "", "+251 911 123456"), twin.Of("Girma Hana", "", birth.Date{}, "", "0911123456"), []twin.Sign{twin.AlikeName, twin.SamePhone}},
		"another vowel":                          {twin.Of("สมหญิง ใจดี", "", day, "", ""), twin.Of("สมหญิง ใจดิ", "", day, "", ""), nil},
		"nothing":                                {twin.Record{}, twin.Record{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, twin.Between(tt.a, tt.b))
			require.Equal(t, tt.want, twin.Between(tt.b, tt.a), "in either order")
		})
	}
}

// anyName draws a name of three or four different words, none of them a title.
func anyName(rt *rapid.T, label string) []string {
	word := rapid.StringMatching(`[bdfgjp][aeiou][krstz][aeiou][blnv]`)
	return rapid.SliceOfNDistinct(word, 3, 4, rapid.ID[string]).Draw(rt, label)
}

// writtenOtherwise writes a name as another clerk would: in another order, in capitals, with a title, with two words joined.
func writtenOtherwise(rt *rapid.T, words []string) string {
	out := strings.Join(words, " ")
	switch rapid.IntRange(0, 3).Draw(rt, "how") {
	case 0:
		out = strings.Join(rapid.Permutation(words).Draw(rt, "order"), ", ")
	case 1:
		out = words[0] + words[1] + " " + strings.Join(words[2:], " ")
	case 2:
		out = "Mr. " + out
	}
	if rapid.Bool().Draw(rt, "capitals") {
		out = strings.ToUpper(out)
	}
	return out
}

// The same person, written differently, is always asked about; different people who share one word and the day never are.
func TestPairsOfNames(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		words, day := anyName(rt, "name"), born(rapid.IntRange(1950, 2015).Draw(rt, "year"), 3, rapid.IntRange(1, 28).Draw(rt, "day"))
		one := twin.Of(strings.Join(words, " "), "", day, "", "")
		require.Equal(rt, []twin.Sign{twin.SameName, twin.SameBirth}, twin.Between(one, twin.Of(writtenOtherwise(rt, words), "", day, "", "")))
		other := anyName(rt, "other")
		for i, w := range other {
			other[i] = "x" + w + "x" // shares no letters in a row with the first
		}
		require.Empty(rt, twin.Between(one, twin.Of(strings.Join(append([]string{words[0]}, other...), " "), "", day, "", "")))
	})
}
