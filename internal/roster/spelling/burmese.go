package spelling

import (
	"strings"
	"unicode"
)

// The Burmese signs that tell the encodings apart.
const (
	vowelE    = '\u1031' // in Unicode after its consonant, in the old font before it
	medialYa  = '\u103b' // in the old font the sign ra, before its consonant
	stacker   = '\u1039' // in Unicode between two consonants, in the old font an asat
	asat      = '\u103a' // in Unicode the end of a syllable, in the old font the medial ya
	firstSign = '\u102b'
	lastSign  = '\u103e'
)

// neverAfterAsat are the signs that no Unicode text has after an asat. A short u and a medial ya stand there in contractions.
const neverAfterAsat = "\u102b\u102c\u102d\u102e\u1030\u1032\u1033\u1034\u1036\u103c\u103d\u103e"

// IsOldFont reports whether Burmese text is in the encoding of an old font (Zawgyi): its signs stand where
// no Unicode text has them. Many short names are the same in both encodings, and are fine.
func IsOldFont(s string) bool {
	all := []rune(s)
	for i, r := range all {
		var before, after rune
		if i > 0 {
			before = all[i-1]
		}
		if i+1 < len(all) {
			after = all[i+1]
		}
		switch r {
		case vowelE:
			if !isBurmeseLetter(before) && (before < medialYa || before > lastSign) {
				return true
			}
		case medialYa:
			if !isBurmeseLetter(before) && (before < firstSign || before > lastSign) {
				return true
			}
		case stacker:
			if !isBurmeseLetter(after) {
				return true
			}
		case asat:
			first := i < 2 || !unicode.In(all[i-2], unicode.Myanmar)
			if strings.ContainsRune(neverAfterAsat, after) || first && isBurmeseLetter(before) {
				return true
			}
		}
	}
	return false
}

func isBurmeseLetter(r rune) bool { return unicode.Is(unicode.Myanmar, r) && unicode.IsLetter(r) }
