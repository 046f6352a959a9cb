package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings spellings of one word together: compatibility forms, case,
// Latin accents, and everything that is not a letter, mark or number are
// removed, so that "P.R.C", "prc" and "Việt Nam", "VIETNAM" meet. Marks of other
// scripts stay, for there they are vowels. A text without a letter, such as
// "-", is left as it is.
func fold(s string) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(norm.NFKC.String(s))) {
		switch {
		case r >= 0x300 && r <= 0x36f: // combining marks that Latin, Greek and Cyrillic use
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

// foldASCII is fold for the common case, without tables.
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

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plain makes text comparable without losing its shape: compatibility forms
// and case are folded, digits of every script become 0 to 9, runs of white
// space one space.
func plain(s string) string {
	if !isASCII(s) {
		s = strings.Map(westernDigit, norm.NFKC.String(s))
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// westernDigit gives 0 to 9 for a decimal digit of any script, Thai and
// Burmese among them, and other runes as they are.
func westernDigit(r rune) rune {
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
