package spelling

import (
	"strings"
	"unicode/utf8"
)

// syllable is a Burmese syllable that is being read: a letter, and one sign in each place.
type syllable struct {
	base  string
	kinzi bool
	e, ra bool // they stand before the letter in the old font
	stack string
	signs [len(signPlaces)]rune
}

// signPlaces are the signs in the order of Unicode; those of one place exclude each other. The vowel e stands after the medials.
//
//nolint:gochecknoglobals // a constant table
var signPlaces = [...]string{"\u103b", "\u103c", "\u103d", "\u103e", "\u1031", "\u102d\u102e\u1032", "\u102f\u1030", "\u102b\u102c", "\u1036", "\u103a", "\u1037", "\u1038"}

const (
	placeRa = 1
	placeE  = 4
)

// before notes a sign that stands before its letter. It reports false if there is one already.
func (y *syllable) before(r rune) bool {
	if r == vowelE {
		was := y.e || y.ra
		y.e = true
		return !was
	}
	was := y.ra
	y.ra = true
	return !was
}

// letter begins with the letter r, or another character. It reports false if signs stand before what is not a letter.
func (y *syllable) letter(r rune) bool {
	y.base = oldLetters[r]
	if y.base == "" {
		y.base = string(r)
	}
	if y.e || y.ra {
		y.undigit()
		return y.onLetter()
	}
	return true
}

// onLetter reports whether the syllable has a letter of Burmese.
func (y *syllable) onLetter() bool {
	first, _ := utf8.DecodeRuneInString(y.base)
	return isBurmeseLetter(first)
}

// undigit takes a digit that has signs for the letter that looks like it.
func (y *syllable) undigit() {
	switch y.base {
	case "\u1040":
		y.base = "\u101d"
	case "\u1047":
		y.base = "\u101b"
	}
}

// add adds the signs of Unicode that one sign of the old font stands for. It reports false if one has no letter or no place.
func (y *syllable) add(signs string) bool {
	y.undigit()
	if y.base == "" || !y.onLetter() {
		return false
	}
	if rest, ok := strings.CutPrefix(signs, kinzi); ok {
		if y.kinzi {
			return false
		}
		y.kinzi, signs = true, rest
	}
	for signs != "" {
		r, n := utf8.DecodeRuneInString(signs)
		if r == stacker {
			if y.stack != "" {
				return false
			}
			_, m := utf8.DecodeRuneInString(signs[n:])
			y.stack, signs = signs[:n+m], signs[n+m:]
			continue
		}
		if !y.put(r) {
			return false
		}
		signs = signs[n:]
	}
	return true
}

// put puts a sign into its place. The same sign twice is typed twice by mistake, and cannot be seen.
func (y *syllable) put(r rune) bool {
	for i, place := range signPlaces {
		if strings.ContainsRune(place, r) {
			if y.signs[i] != 0 && y.signs[i] != r {
				return false
			}
			y.signs[i] = r
			return true
		}
	}
	return false
}

// flush writes the syllable in the order of Unicode. A syllable without a letter stays.
func (y *syllable) flush(out *strings.Builder) {
	if y.base == "" {
		return
	}
	if y.ra {
		y.signs[placeRa] = '\u103c'
	}
	if y.e {
		y.signs[placeE] = vowelE
	}
	if y.base == "\u1025" && y.signs[9] != 0 { // the letters u and nya look alike
		y.base = "\u1009"
	}
	if y.base == "\u1025" && y.signs[5] == '\u102e' {
		y.base, y.signs[5] = "\u1026", 0
	}
	if y.kinzi {
		out.WriteString(kinzi)
	}
	out.WriteString(y.base)
	out.WriteString(y.stack)
	for _, r := range y.signs {
		if r != 0 {
			out.WriteRune(r)
		}
	}
	*y = syllable{}
}
