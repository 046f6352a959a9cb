package person

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
)

// Absence is the reason why a list has no document number for a person.
type Absence string

// The reasons. Held is an indicator of trafficking by itself: the International Labour Organization
// lists the retention of identity documents among the indicators of forced labour.
const (
	NotStated Absence = "not_stated" // the author says nothing
	NoneHeld  Absence = "none"       // the person has none
	Lost      Absence = "lost"       // there was one
	Held      Absence = "held"       // another person or an authority keeps it
)

// Document is the number of a passport or another document.
type Document struct {
	AsWritten string `json:"as_written,omitempty"`
	// Clean is the number in capitals without spaces and dashes; "" if there is none or it was not
	// recognised.
	Clean string `json:"clean,omitempty"`
	// Suggested is Clean with 0 in place of O where the letter cannot be. It is a suggestion for people
	// and for matching, and never the number.
	Suggested string  `json:"suggested,omitempty"`
	Absent    Absence `json:"absent,omitempty"` // set only if Clean is ""
}

// Document parses a document number. nationality is an alpha-3 code or "", and is used for the
// suggestion only. A text that is neither a number nor a known reason for its absence is kept, with
// flaw.DocumentNotRecognised.
func (v *Vocabulary) Document(text, nationality string) (Document, flaw.Code) {
	d := Document{AsWritten: text}
	if strings.TrimSpace(text) == "" {
		d.Absent = NotStated
		return d, ""
	}
	if a, ok := v.absences[spelling.Fold(text)]; ok {
		d.Absent = Absence(a)
		return d, ""
	}
	clean := CleanNumber(text)
	if !isDocumentNumber(clean) {
		return d, flaw.DocumentNotRecognised
	}
	d.Clean = clean
	d.Suggested = v.suggest(clean, nationality)
	return d, ""
}

// CleanNumber returns a number in capitals, with Western digits and without the characters that people insert to make
// it readable.
func CleanNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || r == '.' {
			return -1
		}
		return unicode.ToUpper(spelling.WesternDigit(r))
	}, norm.NFKC.String(s))
}

// isDocumentNumber reports whether a text has 5 to 20 Latin letters and digits, at least half of them
// digits or the letter O.
func isDocumentNumber(s string) bool {
	if len(s) < 5 || len(s) > 20 {
		return false
	}
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == 'O':
			digits++
		case c < 'A' || c > 'Z':
			return false
		}
	}
	return digits*2 >= len(s) && strings.ContainsAny(s, "0123456789")
}

// suggest replaces O by 0 where a known shape of the nationality has a digit or, if no such shape fits,
// if only digits and O follow the first letter.
func (v *Vocabulary) suggest(clean, nationality string) string {
	if !strings.Contains(clean, "O") {
		return ""
	}
	fits := false
	for _, shape := range v.passports[nationality] {
		s, ok := fit(clean, shape)
		if ok && s != clean {
			return s
		}
		fits = fits || ok
	}
	if fits {
		return ""
	}
	if s := clean[:1] + strings.ReplaceAll(clean[1:], "O", "0"); s != clean &&
		strings.Trim(s[1:], "0123456789") == "" {
		return s
	}
	return ""
}

// fit compares a number with a shape, and reads O as 0 where a digit must be.
func fit(clean, shape string) (string, bool) {
	if len(clean) != len(shape) {
		return "", false
	}
	out := []byte(clean)
	for i, c := range out {
		letter := c >= 'A' && c <= 'Z'
		switch {
		case shape[i] == 'L' && !letter:
			return "", false
		case shape[i] == 'D' && c == 'O':
			out[i] = '0'
		case shape[i] == 'D' && letter:
			return "", false
		}
	}
	return string(out), true
}

func loadPassports() (map[string][]string, error) {
	all, err := spelling.Entries("passports.txt")
	if err != nil {
		return nil, err
	}
	shapes := make(map[string][]string, len(all))
	for _, e := range all {
		for _, s := range e.Spellings {
			if strings.Trim(s, "LD") != "" {
				return nil, fmt.Errorf("read words: a shape of %s has other letters than L and D", e.Key)
			}
		}
		shapes[e.Key] = e.Spellings
	}
	return shapes, nil
}
