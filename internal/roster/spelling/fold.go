package spelling

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes spellings of one word equal. It folds compatibility forms and case, and removes Latin
// accents and everything that is not a letter, mark or number, so that "P.R.C" equals "prc" and "Việt
// Nam" equals "VIETNAM". Marks of other scripts stay, because they are vowels there. A text without
// letters, such as "-", is not changed.
func Fold(s string) string {
	if IsASCII(s) {
		return foldASCII(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(norm.NFKC.String(s))) {
		switch {
		case r >= 0x300 && r <= 0x36f: // combining marks of Latin, Greek and Cyrillic
		case r == 'đ':
			b.WriteByte('d')
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ı':
			b.WriteByte('i')
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return strings.TrimSpace(s)
	}
	return norm.NFC.String(b.String())
}

// Decomposed returns a text in Unicode form NFD: a sign above or below a letter is a rune of its own.
func Decomposed(s string) string { return norm.NFD.String(s) }

// foldASCII is fold for ASCII text, without tables.
func foldASCII(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c + 'a' - 'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteByte(c)
		}
	}
	if b.Len() == 0 {
		return strings.TrimSpace(s)
	}
	return b.String()
}

// IsASCII reports whether a text has ASCII characters only.
func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Plain makes text comparable and keeps its shape: it folds compatibility forms and case, turns digits
// of every script into 0 to 9, and runs of white space into one space.
func Plain(s string) string {
	if !IsASCII(s) {
		s = strings.Map(WesternDigit, Zeros(norm.NFKC.String(s)))
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// Zeros writes a Burmese zero for the letter wa beside Burmese digits: the two look alike, and keyboards
// have the letter.
func Zeros(s string) string {
	const wa, zero = 'ဝ', '၀'
	if !strings.ContainsRune(s, wa) {
		return s
	}
	digit := func(r rune) bool { return r >= zero && r <= '၉' }
	all := []rune(s)
	for pass := range 2 { // from the left, and then from the right
		for k := range all {
			i, before := k, k-1
			if pass == 1 {
				i = len(all) - 1 - k
				before = i + 1
			}
			if all[i] == wa && before >= 0 && before < len(all) && digit(all[before]) && (i+1 == len(all) || !unicode.IsMark(all[i+1])) {
				all[i] = zero
			}
		}
	}
	return string(all)
}

// WesternDigit returns 0 to 9 for a decimal digit of any script, such as Thai or Burmese, and other
// runes unchanged.
func WesternDigit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10 // every range of Nd begins with a zero
		}
	}
	for _, t := range unicode.Nd.R32 {
		if lo := int64(t.Lo); lo <= int64(r) && int64(r) <= int64(t.Hi) {
			return '0' + rune((int64(r)-lo)%10)
		}
	}
	return r
}
