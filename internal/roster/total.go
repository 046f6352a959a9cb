package roster

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// Claim is a number of people that the list itself states.
type Claim struct {
	Line  int           `json:"line"`
	Where OtherLineKind `json:"where"` // TitleLine or TotalLine
	Total int           `json:"total"`
}

// titleClaim returns the number in a title such as "List of persons, total 7,141": after a word for
// total, or else before a word for people.
func (v *Vocabulary) titleClaim(title string) (int, bool) {
	s := spelling.Plain(title)
	for w := range strings.FieldsSeq(s) {
		if v.phrases.Is("money", w) {
			return 0, false
		}
	}
	for _, pattern := range v.claims {
		if m := pattern.FindStringSubmatch(s); m != nil {
			return spelling.Figure(m[1])
		}
	}
	return 0, false
}

// total recognises a closing row: a word for total and, apart from the row number, only numbers beside
// it. claims holds the number if it is clear which one it is: the only one, or the sum of the others.
func (v *Vocabulary) total(l layout, r table.Record, rows []table.Record) (is bool, claims []int) {
	var figures []int
	words, money := 0, false
	for i, c := range r.Cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		n, isFigure := spelling.Figure(c)
		switch {
		case v.phrases.Is("total", c):
			words++
		case isFigure && l.isSum(v, rows, i, n):
			money = true
		case isFigure:
			if at, ok := l.at[FieldRowNumber]; !ok || at != i {
				figures = append(figures, n)
			}
		case v.phrases.Is("people", c):
		case !strings.ContainsFunc(c, unicode.IsDigit): // most rows end here, with a name
			return false, nil
		case v.isCount(c):
			n, _ := v.titleClaim(c)
			figures = append(figures, n)
		default:
			n, ok := v.totalCell(c)
			if !ok {
				return false, nil
			}
			words++
			figures = append(figures, n)
		}
	}
	if words != 1 {
		return false, nil
	}
	if len(figures) == 0 {
		if money {
			return true, nil
		}
		return strings.TrimSpace(l.cell(r, FieldRowNumber)) == "" || v.phrases.Is("total", l.cell(r, FieldRowNumber)), nil
	}
	return true, singleTotal(figures)
}

// isCount reports whether a cell is a number of people and nothing else: "3 persons", "3人".
func (v *Vocabulary) isCount(cell string) bool {
	s := spelling.Plain(cell)
	at := v.claims[1].FindStringIndex(s)
	return len(at) == 2 && at[0] == 0 && at[1] == len(s)
}

// isSum reports whether a figure counts no people: its column is about money, or it is the sum of other
// numbers than ones in the column.
func (l *layout) isSum(v *Vocabulary, rows []table.Record, at, n int) bool {
	if at < len(l.columns) {
		for w := range strings.FieldsFuncSeq(spelling.Plain(l.columns[at].Heading), func(r rune) bool { return strings.ContainsRune(" ()/,.:", r) }) {
			if v.phrases.Is("money", w) {
				return true
			}
		}
		if f := l.columns[at].Field; f == FieldRowNumber || f == FieldName {
			return false
		}
	}
	sum, ones := 0, true
	for _, r := range rows {
		if k, ok := spelling.Figure(r.Cell(at)); ok && k > 0 {
			sum, ones = sum+k, ones && k == 1
		}
	}
	return sum == n && !ones
}

// totalCell parses a cell that begins with a word for total and contains a number.
func (v *Vocabulary) totalCell(cell string) (int, bool) {
	s := spelling.Plain(cell)
	m := v.claims[0].FindStringSubmatchIndex(s)
	if len(m) < 4 || m[0] != 0 {
		return 0, false
	}
	return spelling.Figure(s[m[2]:m[3]])
}

// singleTotal returns the only number, or the largest if it is the sum of the others.
func singleTotal(figures []int) []int {
	if len(figures) == 1 {
		return figures
	}
	sum := 0
	for _, f := range figures {
		sum += f
	}
	if top := slices.Max(figures); sum == 2*top {
		return []int{top}
	}
	return nil
}
