package roster

import (
	"regexp"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// otherLineKind returns the kind of a line that is not about a person; "" if it may be about one. before
// are the rows above it, next is the row below it.
func (v *Vocabulary) otherLineKind(l layout, r table.Record, before []table.Record, next *table.Record, summary *bool) (OtherLineKind, []int) {
	if l.repeats(r) {
		*summary = false
		return HeadingLine, nil
	}
	if is, totals := v.total(l, r, before); is && !*summary {
		return TotalLine, totals
	}
	if at, ok := l.at[FieldRowNumber]; ok && at < len(r.Cells) && table.IsBlank(r.Cells[:at]) && table.IsBlank(r.Cells[at+1:]) &&
		spelling.Number(spelling.Plain(r.Cells[at])) >= 0 {
		return NumberLine, nil
	}
	if filledCells(r) == 1 && pageNumber.MatchString(strings.TrimSpace(spelling.Plain(strings.Join(r.Cells, "")))) {
		return TitleLine, nil
	}
	if v.isSignature(l, r) {
		return SignatureLine, nil
	}
	if v.isSummary(l, r, *summary) {
		*summary = true
		return SummaryLine, nil
	}
	if next != nil && l.repeats(*next) && filledCells(r) == 1 && !v.numbered(l, r) { // the title of the next page
		if n, ok := v.titleClaim(strings.Join(r.Cells, " ")); ok {
			return TitleLine, []int{n}
		}
		return TitleLine, nil
	}
	return "", nil
}

// pageNumber is a line with the number of a page.
var pageNumber = regexp.MustCompile(`^(?:page|หน้า|หน้าที่|trang|halaman|hal\.|ទំព័រ|ໜ້າ|စာမျက်နှာ|ገጽ|第)\s*\d+\s*(?:页|頁)?(?:\s*(?:of|/|จาก|dari|ከ)\s*\d+)?$`)

// numbered reports whether a row has the author's number of a person.
func (v *Vocabulary) numbered(l layout, r table.Record) bool {
	_, ok := spelling.Figure(l.cell(r, FieldRowNumber))
	return ok
}

func filledCells(r table.Record) int {
	n := 0
	for _, c := range r.Cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// isSignature reports whether a line names who has written or received the list: a cell begins so, and
// nothing in it is the number, the document or the birth of a person.
func (v *Vocabulary) isSignature(l layout, r table.Record) bool {
	if v.numbered(l, r) {
		return false
	}
	for _, f := range []Field{FieldDocument, FieldBirthDate, FieldAge} {
		if s := l.cell(r, f); strings.ContainsFunc(s, unicode.IsDigit) && !v.phrases.StartsWith("signature", s) {
			return false
		}
	}
	for _, c := range r.Cells {
		if v.phrases.StartsWith("signature", c) {
			return true
		}
	}
	return false
}

// isSummary reports whether a line is of a table of counts: a title or headings of one, or words for what
// is counted with numbers only. within is true after such a line.
func (v *Vocabulary) isSummary(l layout, r table.Record, within bool) bool {
	if v.hasPerson(l, r) {
		return false
	}
	filled, figures, words, counted := 0, 0, 0, 0
	for _, c := range r.Cells {
		s := strings.TrimSpace(c)
		if s == "" {
			continue
		}
		filled++
		_, isFigure := spelling.Figure(s)
		n, problem := v.people.Nationality(s)
		sex, _ := v.people.Sex(s)
		switch {
		case isFigure:
			figures++
		case v.phrases.Is("summary", s) || v.phrases.Is("total", s):
			words++
		case v.phrases.Is("people", s):
			counted++
		case v.headings[spelling.Fold(s)] != "":
			counted++
		case n.Code != "" || len(n.Candidates) > 0 || problem == "":
			counted++
		case sex != person.UnknownSex || v.phrases.Is("underage", s) || v.phrases.Is("adult", s):
			counted++
		default:
			return false
		}
	}
	switch {
	case figures == 0 && words > 0 && words+counted == filled:
		return true // "Summary", or the headings of the counts
	case within && figures+words+counted == filled:
		return true
	default:
		return figures > 0 && words > 0 && words+counted+figures == filled && words+counted == 1
	}
}

// hasPerson reports whether a row has what only a person has: a document, a birth date, a number of the
// author with a name of letters that is not a word for a count.
func (v *Vocabulary) hasPerson(l layout, r table.Record) bool {
	if d, _ := v.people.Document(l.cell(r, FieldDocument), ""); d.Clean != "" {
		return true
	}
	if s := l.cell(r, FieldBirthDate); strings.ContainsFunc(s, unicode.IsDigit) && len(s) > 5 {
		return true
	}
	if !v.numbered(l, r) {
		return false
	}
	return strings.ContainsFunc(l.name(r).Display+l.cell(r, FieldNativeName), unicode.IsLetter)
}
