package roster

import (
	"slices"
	"strings"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// nationalityOf reads the nationality of a row. If two columns say it and disagree, both are candidates;
// if only a column says something that is perhaps about something else, that is a candidate.
func (v *Vocabulary) nationalityOf(l layout, r table.Record) (person.Nationality, flaw.Code) {
	n, problem := v.people.Nationality(l.cell(r, FieldNationality))
	if len(l.also[FieldNationality]) == 0 {
		return n, problem
	}
	own := v.strength(l.heading(FieldNationality))
	for _, i := range l.also[FieldNationality] {
		text := r.Cell(i)
		other, p := v.people.Nationality(text)
		if p == flaw.NationalityNotRecognised || other.Code == "" && len(other.Candidates) == 0 {
			continue
		}
		same := v.strength(l.columns[i].Heading) == own
		switch {
		case n.AsWritten == "" || n.Code == "" && len(n.Candidates) == 0 && problem == "":
			if same && other.Code != "" {
				return other, p
			}
			n.Add(other)
			n.AsWritten, problem = text, flaw.OtherColumnOnly
		case same && n.Code != "" && other.Code != "" && n.Code != other.Code:
			both := person.Nationality{AsWritten: n.AsWritten}
			both.Add(n)
			both.Add(other)
			return both, flaw.ColumnsDisagree
		}
	}
	return n, problem
}

// documentOf reads the document of a row.
func (v *Vocabulary) documentOf(l layout, r table.Record, nationality string) (person.Document, flaw.Code) {
	d, problem := v.people.Document(l.cell(r, FieldDocument), nationality)
	own := 0
	if len(l.also[FieldDocument]) > 0 {
		own = v.strength(l.heading(FieldDocument))
	}
	for _, i := range l.also[FieldDocument] {
		if v.strength(l.columns[i].Heading) != own || i == l.has {
			continue
		}
		other, p := v.people.Document(r.Cell(i), nationality)
		switch {
		case other.Clean == "":
		case d.Clean == "" && d.Absent == person.NotStated:
			d, problem = other, p
		case d.Clean != "" && d.Clean != other.Clean && spelling.Fold(l.columns[i].Heading) == spelling.Fold(l.heading(FieldDocument)):
			problem = flaw.ColumnsDisagree
		}
	}
	if d.Absent == person.NotStated && l.has >= 0 && v.saysNo(r.Cell(l.has)) {
		d.Absent = person.NoneHeld
	}
	return d, problem
}

// saysNo reports whether a cell says that there is none.
func (v *Vocabulary) saysNo(text string) bool {
	k := spelling.Fold(text)
	return slices.Contains([]string{"n", "no", "0", "false", "無", "无", "否", "ไม่มี", "không", "tidak", "မရှိ", "គ្មាន", "ບໍ່ມີ", "የለም"}, k)
}

// phones joins the telephone numbers of a row.
func (l *layout) phones(r table.Record) string {
	var out []string
	at, ok := l.at[FieldPhone]
	if !ok {
		return ""
	}
	for _, i := range append([]int{at}, l.also[FieldPhone]...) {
		if s := spelling.Zeros(spelling.Display(r.Cell(i))); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " / ")
}

// others returns the cells that could hold a field and were not chosen.
func (l *layout) others(r table.Record) []Other {
	var out []Other
	for i, c := range l.columns {
		if s := r.Cell(i); c.CouldBe != NoField && strings.TrimSpace(s) != "" {
			out = append(out, Other{Field: c.CouldBe, Heading: c.Heading, AsWritten: s})
		}
	}
	return out
}

// noteRow notes what the cells of a row show that no single field does.
func (v *Vocabulary) noteRow(row *Row, l layout, r table.Record) {
	if r.Hidden {
		row.note(flaw.HiddenRow)
	}
	if len(r.Lost) > 0 {
		row.note(flaw.DigitsLost)
	}
	if r.Font {
		row.note(flaw.OldFontEncoding)
	}
	if r.Uncomputed {
		row.note(flaw.NotComputed)
	}
	for i, c := range r.Cells {
		if !spelling.IsASCII(c) && spelling.FontOf(c) == spelling.Damaged {
			row.note(flaw.OldFontEncoding)
		}
		isRemark := i >= len(l.columns) || l.columns[i].Field == NoField
		_, remark, bracket := spelling.Bracketed(c)
		if isRemark && v.phrases.StartsWith("baby", c) || bracket && v.phrases.StartsWith("baby", remark) || strings.Contains(spelling.Plain(c), "with baby") {
			row.note(flaw.ChildInRemark)
		}
	}
}

// asked returns the problem of a row about which a person is asked before anything is opened; "" if there
// is none.
func (v *Vocabulary) asked(l layout, r table.Record) flaw.Code {
	if r.Struck {
		return flaw.StruckOff
	}
	for i, c := range r.Cells {
		f := NoField
		if i < len(l.columns) {
			f = l.columns[i].Field
		}
		text := c
		if f.isName() {
			_, remark, ok := spelling.Bracketed(c)
			if !ok {
				continue
			}
			text = remark
		} else if f != NoField && f != FieldPlace && f != FieldAge && f != FieldRowNumber {
			continue
		}
		switch {
		case v.phrases.StartsWith("deceased", text):
			return flaw.Deceased
		case v.phrases.StartsWith("struck", text):
			return flaw.StruckOff
		}
	}
	return ""
}
