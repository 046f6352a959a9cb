package roster

import (
	"slices"
	"strings"
)

// nationalityOf reads the nationality of a row. If two columns say it and disagree, both are candidates;
// if only a column says something that is perhaps about something else, that is a candidate.
func (v *Vocabulary) nationalityOf(l layout, r record) (Nationality, Problem) {
	n, problem := v.Nationality(l.cell(r, FieldNationality))
	own := v.strength(l.heading(FieldNationality))
	for _, i := range l.also[FieldNationality] {
		text := cellAt(r, i)
		other, p := v.Nationality(text)
		if p == NationalityNotRecognised || other.Code == "" && len(other.Candidates) == 0 {
			continue
		}
		same := v.strength(l.columns[i].Heading) == own
		switch {
		case n.AsWritten == "" || n.Code == "" && len(n.Candidates) == 0 && problem == "":
			if same && other.Code != "" {
				return other, p
			}
			n.add(other)
			n.AsWritten, problem = text, OtherColumnOnly
		case same && n.Code != "" && other.Code != "" && n.Code != other.Code:
			both := Nationality{AsWritten: n.AsWritten}
			both.add(n)
			both.add(other)
			return both, ColumnsDisagree
		}
	}
	return n, problem
}

// documentOf reads the document of a row.
func (v *Vocabulary) documentOf(l layout, r record, nationality string) (Document, Problem) {
	d, problem := v.Document(l.cell(r, FieldDocument), nationality)
	own := v.strength(l.heading(FieldDocument))
	for _, i := range l.also[FieldDocument] {
		if v.strength(l.columns[i].Heading) != own || i == l.has {
			continue
		}
		other, p := v.Document(cellAt(r, i), nationality)
		switch {
		case other.Clean == "":
		case d.Clean == "" && d.Absent == NotStated:
			d, problem = other, p
		case d.Clean != "" && d.Clean != other.Clean && fold(l.columns[i].Heading) == fold(l.heading(FieldDocument)):
			problem = ColumnsDisagree
		}
	}
	if d.Absent == NotStated && l.has >= 0 && v.saysNo(cellAt(r, l.has)) {
		d.Absent = NoneHeld
	}
	return d, problem
}

// saysNo reports whether a cell says that there is none.
func (v *Vocabulary) saysNo(text string) bool {
	k := fold(text)
	return slices.Contains([]string{"n", "no", "0", "false", "無", "无", "否", "ไม่มี", "không", "tidak", "မရှိ", "គ្មាន", "ບໍ່ມີ", "የለም"}, k)
}

// phones joins the telephone numbers of a row.
func (l *layout) phones(r record) string {
	var out []string
	at, ok := l.at[FieldPhone]
	if !ok {
		return ""
	}
	for _, i := range append([]int{at}, l.also[FieldPhone]...) {
		if s := zeros(display(cellAt(r, i))); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " / ")
}

// others returns the cells that could hold a field and were not chosen.
func (l *layout) others(r record) []Other {
	var out []Other
	for i, c := range l.columns {
		if s := cellAt(r, i); c.CouldBe != NoField && strings.TrimSpace(s) != "" {
			out = append(out, Other{Field: c.CouldBe, Heading: c.Heading, AsWritten: s})
		}
	}
	return out
}

// noteRow notes what the cells of a row show that no single field does.
func (v *Vocabulary) noteRow(row *Row, l layout, r record) {
	if r.hidden {
		row.note(HiddenRow)
	}
	if len(r.lost) > 0 {
		row.note(DigitsLost)
	}
	if r.uncomputed {
		row.note(NotComputed)
	}
	for i, c := range r.cells {
		if !isASCII(c) && isOldFont(c) {
			row.note(OldFontEncoding)
		}
		isRemark := i >= len(l.columns) || l.columns[i].Field == NoField
		_, remark, bracket := bracketed(c)
		if isRemark && v.startsWith("baby", c) || bracket && v.startsWith("baby", remark) || strings.Contains(plain(c), "with baby") {
			row.note(ChildInRemark)
		}
	}
}

// startsWith reports whether a text begins with a phrase of a kind, as whole words.
func (v *Vocabulary) startsWith(kind, text string) bool {
	s := strings.TrimLeft(plain(text), " -*(")
	for end := min(len(s), 40); end > 0; end-- {
		if isBoundary(s, end) && v.is(kind, s[:end]) {
			return true
		}
	}
	return false
}

// asked returns the problem of a row about which a person is asked before anything is opened; "" if there
// is none.
func (v *Vocabulary) asked(l layout, r record) Problem {
	if r.struck {
		return StruckOff
	}
	for i, c := range r.cells {
		f := NoField
		if i < len(l.columns) {
			f = l.columns[i].Field
		}
		text := c
		if f.isName() {
			_, remark, ok := bracketed(c)
			if !ok {
				continue
			}
			text = remark
		} else if f != NoField && f != FieldPlace && f != FieldAge && f != FieldRowNumber {
			continue
		}
		switch {
		case v.startsWith("deceased", text):
			return Deceased
		case v.startsWith("struck", text):
			return StruckOff
		}
	}
	return ""
}
