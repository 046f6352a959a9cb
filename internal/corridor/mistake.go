package corridor

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxMistakes = 50  // of one file; a file with more is something else
	maxQuoted   = 40  // runes of a value that a mistake quotes
	maxText     = 300 // bytes of one mistake
)

// Mistake is a mistake in a rule file, with its position. Rule files hold no personal data, so a
// mistake may quote the key or the value, shortened.
type Mistake struct { //nolint:errname // the word used by the authors of the files
	File string
	Line int
	Text string
}

// Error returns file, line and text, as compilers do. It has at most a few hundred bytes.
func (m *Mistake) Error() string {
	return clip(fmt.Sprintf("%s:%d: %s", clip(m.File, maxText/3), m.Line, m.Text), maxText)
}

// Mistakes lists every mistake in err, in the order in which they were found.
func Mistakes(err error) []*Mistake {
	var found []*Mistake
	switch e := err.(type) { //nolint:errorlint // this walks the tree of errors
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

// quote quotes a value of the file: printable, on one line, shortened.
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
