package roster

import (
	"slices"
	"strings"
	"unicode"
)

// Alike keys bring different ways of writing one thing together, so that they can be compared
// without being read: equal keys mean that a person should compare, never that it is the same
// person.

// mostNameWords limits the words of a name that are read; real names have fewer.
const mostNameWords = 12

// NameKeys returns the keys of a name. Case, accents, punctuation and the order of the words do
// not count. A name of one word has that word as its only key; a longer one has a key for
// every two of its words, so that two words of it are enough to find it, and a frequent
// word alone finds no person. Where a script is written without spaces between words, the whole
// name is one word, with or without them. A name that has no letters has no key.
func NameKeys(name string) []string {
	words := nameWords(display(name))
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
	return slices.Compact(keys) // a name may have a word twice
}

// nameWords are the words of a name, folded and sorted.
func nameWords(name string) []string {
	if unspaced(ScriptOf(name)) {
		if word := letters(name); word != "" {
			return []string{word}
		}
		return nil
	}
	var words []string
	for _, part := range strings.FieldsFunc(name, partsNames) {
		if word := letters(part); word != "" {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words[:min(len(words), mostNameWords)]
}

// letters folds a word; "" when nothing is left of it.
func letters(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return fold(strings.Map(westernDigit, word))
}

// partsNames reports whether a rune stands between two words of a name. An apostrophe does not.
func partsNames(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("/,;.()|_", r)
}

// unspaced are the scripts that are written without spaces between words.
func unspaced(s Script) bool {
	switch s {
	case Thai, Myanmar, Khmer, Lao, Han, Kana:
		return true
	case NoScript, Latin, Arabic, Ethiopic, Hangul, Devanagari, Bengali, Tamil, Sinhala, Cyrillic, OtherScript, MixedScript:
		return false
	default:
		return false
	}
}

// DocumentKey returns the key of a document number: capitals and digits, with the letter O
// taken for the digit 0. A text that is not a document number has no key.
func DocumentKey(number string) string {
	clean := cleanNumber(number)
	if !isDocumentNumber(clean) {
		return ""
	}
	return strings.ReplaceAll(clean, "O", "0")
}

// How many digits a telephone number has: the fewest that are one, and the last ones that tell
// it from others however it begins (+95 9, 09, 0095 9).
const (
	fewestDigits = 7
	tellingDigit = 8
)

// PhoneKeys returns a key for each telephone number that stands in a text: its last eight
// digits, because the country and the trunk prefix are written or left out as people please.
func PhoneKeys(text string) []string {
	var keys []string
	for _, part := range strings.FieldsFunc(plain(text), func(r rune) bool { return r == '/' || r == ',' || r == ';' || unicode.IsLetter(r) }) {
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
