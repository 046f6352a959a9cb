package roster

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Absence says why a list gives no document number.
type Absence string

// The reasons. Held is an indicator of trafficking by itself: the International
// Labour Organization lists the retention of identity documents among those of
// forced labour.
const (
	NotStated Absence = "not_stated" // the author says nothing
	NoneHeld  Absence = "none"       // the person has none
	Lost      Absence = "lost"       // there was one
	Held      Absence = "held"       // another person or authority keeps it
)

// Document is a passport or other document number.
type Document struct {
	AsWritten string `json:"as_written,omitempty"`
	// Clean is the number in capitals without spaces and dashes, and is "" when
	// there is none or it could not be recognised.
	Clean string `json:"clean,omitempty"`
	// Suggested is Clean with 0 where the letter O cannot be. It is a
	// suggestion to people and to matching, never the number.
	Suggested string  `json:"suggested,omitempty"`
	Absent    Absence `json:"absent,omitempty"` // set only when Clean is ""
}

// Document reads a document number. nationality is an alpha-3 code or "", and
// serves the suggestion only. Text that is neither a number nor a known reason
// for its absence is kept with DocumentNotRecognised.
func (v *Vocabulary) Document(text, nationality string) (Document, Problem) {
	d := Document{AsWritten: text}
	if strings.TrimSpace(text) == "" {
		d.Absent = NotStated
		return d, ""
	}
	if a, ok := v.absences[fold(text)]; ok {
		d.Absent = Absence(a)
		return d, ""
	}
	clean := cleanNumber(text)
	if !isDocumentNumber(clean) {
		return d, DocumentNotRecognised
	}
	d.Clean = clean
	d.Suggested = v.suggest(clean, nationality)
	return d, ""
}

// cleanNumber takes away what people put into numbers to read them.
func cleanNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || r == '.' {
			return -1
		}
		return unicode.ToUpper(westernDigit(r))
	}, norm.NFKC.String(s))
}

// isDocumentNumber holds for 5 to 20 Latin letters and digits of which at least
// half are digits, the letter O counted as one.
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

// suggest puts 0 for O where a shape known for the nationality has a digit,
// and, when no such shape fits, where only digits and O follow the first letter.
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

// fit holds a number against a shape, reading O as 0 where a digit must be.
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
	all, err := entries("passports.txt")
	if err != nil {
		return nil, err
	}
	shapes := make(map[string][]string, len(all))
	for _, e := range all {
		for _, s := range e.spellings {
			if strings.Trim(s, "LD") != "" {
				return nil, fmt.Errorf("read words: a shape of %s has other letters than L and D", e.key)
			}
		}
		shapes[e.key] = e.spellings
	}
	return shapes, nil
}
