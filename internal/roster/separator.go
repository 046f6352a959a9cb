package roster

import (
	"encoding/csv"
	"strings"
)

// isSeparatorLine recognises the line in which Excel stores the separator.
func isSeparatorLine(s string) bool {
	s = strings.ToLower(strings.TrimRight(s, "\r"))
	return len(s) == len("sep=;") && strings.HasPrefix(s, "sep=")
}

// separator tries each separator, and returns the one with the most recognised headings.
func (v *Vocabulary) separator(text string, preferTab bool) (rune, error) {
	candidates := []rune{',', ';', '\t'}
	if preferTab {
		candidates = []rune{'\t', ',', ';'}
	}
	head := text[:min(len(text), 64<<10)]
	var best rune
	most, above := 0, 0
	for _, comma := range candidates {
		if tooWide(head, comma) > 0 {
			continue
		}
		// Of two with equal numbers, the one whose headings are higher up: a name can look like a
		// heading.
		if at, n := v.heading(sample(head, comma)); n > most || n == most && n > 0 && at < above {
			best, most, above = comma, n, at
		}
	}
	if most > 1 {
		return best, nil
	}
	for _, comma := range candidates { // a line with far too many columns is not one column of another separator
		if line := tooWide(text, comma); line > 0 {
			return 0, tooManyColumns(line)
		}
	}
	if most > 0 {
		return best, nil
	}
	return 0, noHeading()
}

// sample reads the first rows of a text leniently, to choose a separator.
func sample(text string, comma rune) []record {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var out []record
	for len(out) <= maxHeadingRow {
		cells, err := r.Read()
		if err != nil {
			break
		}
		out = append(out, record{cells: cells})
	}
	return out
}

// tooWide returns the first line with more than MaxColumns columns, or 0. It counts before anything is
// parsed, so that a file of separators alone does not fill the memory.
func tooWide(text string, comma rune) int {
	line, columns, quoted := 1, 1, false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n':
			line++
			if !quoted {
				columns = 1
			}
		case r == comma && !quoted:
			if columns++; columns > MaxColumns {
				return line
			}
		}
	}
	return 0
}

func tooManyColumns(row int) error {
	return refuseAt(RefusedTooManyColumns, row, MaxColumns+1, "The file has more columns than any list of people. Send only the table with the people.")
}
