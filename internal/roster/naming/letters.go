package naming

import (
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/spelling"
)

// letters returns the letters of a word in the form in which they are compared. Tones and vowels of Thai, Lao,
// Burmese and Khmer stay: with another one it is another name.
func letters(word string) string {
	folded := spelling.Fold(strings.Map(spelling.WesternDigit, word))
	switch spelling.ScriptOf(word) {
	case spelling.Latin:
		return single(folded)
	case spelling.Arabic:
		return strings.Map(arabic, spelling.Decomposed(folded))
	case spelling.Ethiopic:
		return strings.Map(ethiopic, folded)
	case spelling.Thai, spelling.Lao:
		return toneFirst(folded)
	default:
		return folded
	}
}

// single writes a doubled Latin consonant once: Mohammed and Mohamed are one name. Vowels stay, since Le and Lee
// are two.
func single(s string) string {
	var b strings.Builder
	var before rune
	for _, r := range s {
		if r == before && unicode.IsLetter(r) && !strings.ContainsRune("aeiou", r) {
			continue
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// arabic returns the letter that is compared; -1 for one that is often left out. The text is decomposed, so a hamza
// above or below another letter is a rune of its own.
func arabic(r rune) rune {
	const hamza, tatweel = '\u0621', '\u0640'
	switch {
	case r == hamza, r == tatweel, unicode.Is(unicode.Mn, r):
		return -1
	case r == '\u0671': // alif wasla
		return '\u0627'
	case r == '\u0629', r == '\u06c1', r == '\u06be', r == '\u06d5': // taa marbuta and the forms of heh
		return '\u0647'
	case r == '\u0649', r == '\u06cc': // alif maqsura and the Persian yeh
		return '\u064a'
	case r == '\u06a9': // the Persian kaf
		return '\u0643'
	default:
		return r
	}
}

// ethiopic returns the letter that is compared: letters of one sound are one letter. Each consonant has eight
// code points, one for each vowel; after h and the glottal stop the first and the fourth vowel sound alike.
func ethiopic(r rune) rune {
	const row = 8
	const ha, a = 0x1200, 0x12a0
	same := map[rune]rune{0x1210: ha, 0x1280: ha, 0x12b8: ha, 0x1220: 0x1230, 0x12d0: a, 0x1340: 0x1338}
	base, vowel := r-r%row, r%row
	if to, ok := same[base]; ok {
		base = to
	}
	if (base == ha || base == a) && vowel == 3 {
		vowel = 0
	}
	return base + vowel
}

// toneFirst puts the tone before the sign of the vowel am, which is written in both orders.
func toneFirst(s string) string {
	all := []rune(s)
	for i := 1; i < len(all); i++ {
		sign, tone := all[i-1], all[i]
		if sign == '\u0e4d' && tone >= '\u0e48' && tone <= '\u0e4b' || sign == '\u0ecd' && tone >= '\u0ec8' && tone <= '\u0ecb' {
			all[i-1], all[i] = tone, sign
		}
	}
	return string(all)
}
