package table

import (
	"encoding/csv"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// isSeparatorLine recognises the line in which Excel stores the separator.
func isSeparatorLine(s string) bool {
	s = strings.ToLower(strings.TrimRight(s, "\r"))
	return len(s) == len("sep=;") && strings.HasPrefix(s, "sep=")
}

// separator tries each separator, and returns the one with the most recognised headings.
func separatorOf(text string, preferTab bool, find HeadingFinder) (rune, error) {
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
		if at, n := find(sample(head, comma)); n > most || n == most && n > 0 && at < above {
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
	return 0, NoHeading()
}

// sample reads the first rows of a text leniently, to choose a separator.
func sample(text string, comma rune) []Record {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var out []Record
	for len(out) <= MaxHeadingRow {
		cells, err := r.Read()
		if err != nil {
			break
		}
		out = append(out, Record{Cells: cells})
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

// NoHeading returns the refusal.Error of a file without a row of headings.
func NoHeading() error {
	return refusal.New(refusal.NoHeading,
		"No row with column headings was found. Put headings such as “Name”, “Nationality” and “Passport No” above the columns.")
}

func tooManyColumns(row int) error {
	return refusal.At(refusal.TooManyColumns, row, MaxColumns+1, "The file has more columns than any list of people. Send only the table with the people.")
}
