package spelling

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Display returns a text in Unicode form NFC with single spaces. It keeps zero-width joiners, which some scripts need, and removes other format characters, which
// can make one name look like another.
func Display(s string) string {
	if !IsASCII(s) {
		s = norm.NFC.String(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
				return -1
			}
			return r
		}, s))
	}
	return strings.Join(strings.Fields(s), " ")
}
