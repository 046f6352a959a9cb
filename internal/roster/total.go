package roster

import (
	"slices"
	"strings"
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
	s := plain(title)
	for w := range strings.FieldsSeq(s) {
		if v.is("money", w) {
			return 0, false
		}
	}
	for _, pattern := range v.claims {
		if m := pattern.FindStringSubmatch(s); m != nil {
			return figure(m[1])
		}
	}
	return 0, false
}

// figure parses a whole number, with or without separators of thousands.
func figure(s string) (int, bool) {
	s = plain(s)
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '.' || r == ' ' || r == '\'' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 {
			return 0, false
		}
	}
	n := number(strings.Join(groups, ""))
	return n, n >= 0
}

// total recognises a closing row: a word for total and, apart from the row number, only numbers beside
// it. claims holds the number if it is clear which one it is: the only one, or the sum of the others.
func (v *Vocabulary) total(l layout, r record, rows []record) (is bool, claims []int) {
	var figures []int
	words, money := 0, false
	for i, c := range r.cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		n, isFigure := figure(c)
		switch {
		case v.is("total", c):
			words++
		case isFigure && l.isSum(v, rows, i, n):
			money = true
		case isFigure:
			if at, ok := l.at[FieldRowNumber]; !ok || at != i {
				figures = append(figures, n)
			}
		case v.is("people", c):
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
		return strings.TrimSpace(l.cell(r, FieldRowNumber)) == "" || v.is("total", l.cell(r, FieldRowNumber)), nil
	}
	return true, singleTotal(figures)
}

// isSum reports whether a figure counts no people: its column is about money, or it is the sum of other
// numbers than ones in the column.
func (l *layout) isSum(v *Vocabulary, rows []record, at, n int) bool {
	if at < len(l.columns) {
		for w := range strings.FieldsFuncSeq(plain(l.columns[at].Heading), func(r rune) bool { return strings.ContainsRune(" ()/,.:", r) }) {
			if v.is("money", w) {
				return true
			}
		}
		if f := l.columns[at].Field; f == FieldRowNumber || f == FieldName {
			return false
		}
	}
	sum, ones := 0, true
	for _, r := range rows {
		if k, ok := figure(cellAt(r, at)); ok && k > 0 {
			sum, ones = sum+k, ones && k == 1
		}
	}
	return sum == n && !ones
}

// totalCell parses a cell that begins with a word for total and contains a number.
func (v *Vocabulary) totalCell(cell string) (int, bool) {
	s := plain(cell)
	m := v.claims[0].FindStringSubmatchIndex(s)
	if len(m) < 4 || m[0] != 0 {
		return 0, false
	}
	return figure(s[m[2]:m[3]])
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
