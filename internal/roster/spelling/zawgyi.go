package spelling

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Font is what the signs of a Burmese text show about its encoding.
type Font int

// The encodings. Many short texts are the same in both, and are SameInBoth.
const (
	SameInBoth Font = iota // also of texts without Burmese letters
	InUnicode
	InOldFont // Zawgyi: its signs stand where no Unicode text has them
	InEither  // another text in each encoding: only the rest of the file can tell
	Damaged   // neither is possible
)

// FontOf returns the encoding of a Burmese text, by its structure alone. A short name that is the same in both encodings is
// never taken for the old one, and no probability is used.
func FontOf(s string) Font {
	if IsASCII(s) || !strings.ContainsFunc(s, isBurmeseSign) {
		return SameInBoth
	}
	other, can := FromOldFont(s)
	broken := IsOldFont(s)
	can = can && !IsOldFont(other)
	switch {
	case can && norm.NFC.String(other) == norm.NFC.String(s):
		return SameInBoth
	case broken && can:
		return InOldFont
	case broken:
		return Damaged
	case !can || hasAsat(s):
		return InUnicode
	default:
		return InEither
	}
}

func isBurmeseSign(r rune) bool { return r >= 0x1022 && r <= 0x103f || r >= 0x104a && r <= 0x109f }

// hasAsat reports whether a text has the sign that closes a syllable. In a text that is in order, it is that of Unicode.
func hasAsat(s string) bool { return strings.ContainsRune(s, asat) }

// oldSigns are the signs of the old font that are not letters, in the places of a syllable of Unicode.
//
//nolint:gochecknoglobals // a constant table
var oldSigns = map[rune]string{
	0x102b: "\u102b", 0x102c: "\u102c", 0x102d: "\u102d", 0x102e: "\u102e", 0x102f: "\u102f", 0x1030: "\u1030", 0x1032: "\u1032",
	0x1033: "\u102f", 0x1034: "\u1030", 0x1036: "\u1036", 0x1037: "\u1037", 0x1038: "\u1038", 0x1039: "\u103a", 0x103a: "\u103b",
	0x103c: "\u103d", 0x103d: "\u103e", 0x105a: "\u102b\u103a", 0x1060: "\u1039\u1000", 0x1061: "\u1039\u1001", 0x1062: "\u1039\u1002",
	0x1063: "\u1039\u1003", 0x1064: kinzi, 0x1065: "\u1039\u1005", 0x1066: "\u1039\u1006", 0x1067: "\u1039\u1006", 0x1068: "\u1039\u1007",
	0x1069: "\u1039\u1008", 0x106c: "\u1039\u100b", 0x106d: "\u1039\u100c", 0x1070: "\u1039\u100f", 0x1071: "\u1039\u1010",
	0x1072: "\u1039\u1010", 0x1073: "\u1039\u1011", 0x1074: "\u1039\u1011", 0x1075: "\u1039\u1012", 0x1076: "\u1039\u1013",
	0x1077: "\u1039\u1014", 0x1078: "\u1039\u1015", 0x1079: "\u1039\u1016", 0x107a: "\u1039\u1017", 0x107b: "\u1039\u1018",
	0x107c: "\u1039\u1019", 0x107d: "\u103b", 0x1085: "\u1039\u101c", 0x1087: "\u103e", 0x1088: "\u103e\u102f", 0x1089: "\u103e\u1030",
	0x108a: "\u103d\u103e", 0x108b: kinzi + "\u102d", 0x108c: kinzi + "\u102e", 0x108d: kinzi + "\u1036", 0x108e: "\u102d\u1036",
	0x1093: "\u1039\u1018", 0x1094: "\u1037", 0x1095: "\u1037", 0x1096: "\u1039\u1010\u103d",
}

// oldLetters are its letters of another number than in Unicode.
//
//nolint:gochecknoglobals // a constant table
var oldLetters = map[rune]string{
	0x106a: "\u1009", 0x106b: "\u100a", 0x106e: "\u100d\u1039\u100d", 0x106f: "\u100d\u1039\u100e", 0x1086: "\u103f", 0x108f: "\u1014",
	0x1090: "\u101b", 0x1091: "\u100f\u1039\u100d", 0x1092: "\u100b\u1039\u100c", 0x1097: "\u100b\u1039\u100b",
}

// kinzi stands above a letter, and in Unicode before it.
const kinzi = "\u1004\u103a\u1039"

// FromOldFont converts a text of the old font (Zawgyi) to Unicode, syllable by syllable. ok is false if a sign has no letter, or two
// signs stand in one place: then the text is of another encoding, or damaged.
func FromOldFont(s string) (text string, ok bool) {
	var out strings.Builder
	y := syllable{}
	for _, r := range s {
		switch {
		case r == vowelE, r == medialYa, r >= 0x107e && r <= 0x1084: // before their letter
			y.flush(&out)
			if !y.before(r) {
				return "", false
			}
		case oldSigns[r] != "":
			if !y.add(oldSigns[r]) {
				return "", false
			}
		default:
			y.flush(&out)
			if !y.letter(r) {
				return "", false
			}
		}
	}
	if y.flush(&out); y.e || y.ra {
		return "", false
	}
	return norm.NFC.String(letterWa(out.String())), true
}

// letterWa writes the letter wa for a zero that begins a word: the two look alike.
func letterWa(s string) string {
	all := []rune(s)
	for i, r := range all {
		begins := i == 0 || !unicode.In(all[i-1], unicode.Myanmar)
		if r == '\u1040' && begins && i+1 < len(all) && isBurmeseLetter(all[i+1]) {
			all[i] = '\u101d'
		}
	}
	return string(all)
}
