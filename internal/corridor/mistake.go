package corridor

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxMistakes = 50  // of one file; whoever has more has handed in something else
	maxQuoted   = 40  // runes of a value that a mistake repeats
	maxText     = 300 // bytes of one mistake
)

// Mistake is one thing wrong with a file: what, and where. Rule files hold no personal data, so that a mistake
// may repeat the key or the value that it is about, cut short.
type Mistake struct { //nolint:errname // the word of those who write and mend the files
	File string
	Line int
	Text string
}

// Error gives file, line and text, as compilers do; it is never longer than a few hundred bytes.
func (m *Mistake) Error() string {
	return clip(fmt.Sprintf("%s:%d: %s", clip(m.File, maxText/3), m.Line, m.Text), maxText)
}

// Mistakes lists every mistake in err, in the order in which they were found.
func Mistakes(err error) []*Mistake {
	var found []*Mistake
	switch e := err.(type) { //nolint:errorlint // the tree is walked here, node by node
	case nil:
	case *Mistake:
		found = append(found, e)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			found = append(found, Mistakes(one)...)
		}
	default:
		found = append(found, Mistakes(errors.Unwrap(err))...)
	}
	return found
}

// quote repeats a value of the file in a mistake: printable, on one line, cut short.
func quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if utf8.RuneCountInString(s) > maxQuoted {
		s = string([]rune(s)[:maxQuoted]) + "..."
	}
	return `"` + s + `"`
}

func clip(s string, limit int) string {
	s = strings.ToValidUTF8(s, "?")
	if len(s) <= limit {
		return s
	}
	s = s[:limit]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s
}
