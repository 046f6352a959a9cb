package person

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/spelling"
)

// These keys make different spellings of one value comparable without reading the value. Equal keys
// mean that a person should compare two records, and never that they are the same person.

// mostNameWords is the number of words of a name that are used; real names have fewer.
const mostNameWords = 12

// NameKeys returns the keys of a name. Case, accents, punctuation and the order of the words do not
// matter. A name of one word has one key, the word. A longer name has a key for every pair of its
// words: two words of it are enough to find it, and one common word finds no one. In a script without
// spaces between words, the whole name is one word, with or without spaces. A name without letters has
// no key.
func NameKeys(name string) []string {
	words := NameWords(spelling.Display(name))
	switch len(words) {
	case 0:
		return nil
	case 1:
		return words
	}
	var keys []string
	for i, a := range words {
		for _, b := range words[i+1:] {
			keys = append(keys, a+" "+b)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys) // a name may contain a word twice
}

// NameWords returns the words of a name, folded and sorted.
func NameWords(name string) []string {
	if unspaced(spelling.ScriptOf(name)) {
		if word := letters(name); word != "" {
			return []string{word}
		}
		return nil
	}
	var words []string
	for _, part := range strings.FieldsFunc(name, separatesWords) {
		if word := letters(part); word != "" {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words[:min(len(words), mostNameWords)]
}

// letters returns the letters of a word, folded; "" if there are none.
func letters(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return spelling.Fold(strings.Map(spelling.WesternDigit, word))
}

// separatesWords reports whether a rune separates two words of a name. An apostrophe does not.
func separatesWords(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("/,;.()|_", r)
}

// unspaced reports whether a script is written without spaces between words.
func unspaced(s spelling.Script) bool {
	switch s {
	case spelling.Thai, spelling.Myanmar, spelling.Khmer, spelling.Lao, spelling.Han, spelling.Kana:
		return true
	case spelling.NoScript, spelling.Latin, spelling.Arabic, spelling.Ethiopic, spelling.Hangul, spelling.Devanagari, spelling.Bengali, spelling.Tamil, spelling.Sinhala, spelling.Cyrillic, spelling.OtherScript, spelling.MixedScript:
		return false
	default:
		return false
	}
}

// DocumentKey returns the key of a document number: its capitals and digits, with the letter O replaced
// by the digit 0. A text that is not a document number has no key.
func DocumentKey(number string) string {
	clean := CleanNumber(number)
	if !isDocumentNumber(clean) {
		return ""
	}
	return strings.ReplaceAll(clean, "O", "0")
}

// AlikeDocumentKey returns the key of a document number in which letters are replaced by the digits that they are
// taken for: O, I, B and S by 0, 1, 8 and 5. A text that is not a document number has no key.
func AlikeDocumentKey(number string) string {
	clean := CleanNumber(number)
	if !isDocumentNumber(digitsFor(clean)) {
		return ""
	}
	return digitsFor(clean)
}

// digitsFor replaces the letters that are taken for digits.
func digitsFor(clean string) string {
	return strings.NewReplacer("O", "0", "I", "1", "B", "8", "S", "5").Replace(clean)
}

// The numbers of digits of a telephone number: the fewest, and the last ones that identify it with any
// prefix (+95 9, 09, 0095 9).
const (
	fewestDigits = 7
	tellingDigit = 8
)

// PhoneKeys returns a key for each telephone number in a text: its last eight digits, because the
// country code and the trunk prefix may be written or left out.
func PhoneKeys(text string) []string {
	var keys []string
	for _, part := range strings.FieldsFunc(spelling.Plain(text), func(r rune) bool { return r == '/' || r == ',' || r == ';' || unicode.IsLetter(r) }) {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, part)
		if len(digits) < fewestDigits {
			continue
		}
		keys = append(keys, digits[max(len(digits)-tellingDigit, 0):])
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
