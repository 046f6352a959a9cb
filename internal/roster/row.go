package roster

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// row recognises a row, or returns the flaw because of which it cannot be read.
func (v *Vocabulary) row(l layout, r table.Record, o Options, shifts bool, separator string) (Row, flaw.Code) {
	if p := unreadable(l, r, shifts, separator); p != "" {
		return Row{}, p
	}
	out := Row{
		Line: r.Line, Raw: r.Raw(),
		Number:       spelling.Display(l.cell(r, FieldRowNumber)),
		Registration: spelling.Display(l.cell(r, FieldRegistration)),
		Name:         l.name(r),
		NativeName:   person.NewName(l.cell(r, FieldNativeName)),
		Place:        spelling.Display(l.cell(r, FieldPlace)),
		Phone:        l.phones(r),
	}
	note := out.note
	var p flaw.Code
	out.Sex, p = v.people.SexIn(l.letters, l.cell(r, FieldSex))
	if note(p); p != "" {
		out.SexAsWritten = l.cell(r, FieldSex)
	}
	if _, ok := l.at[FieldNationality]; ok {
		out.Nationality, p = v.nationalityOf(l, r)
		note(p)
	} else if o.Nationality != "" {
		out.Nationality = person.Nationality{Code: o.Nationality, FromList: true}
	}
	out.Document, p = v.documentOf(l, r, out.Nationality.Code)
	note(p)
	out.Others = l.others(r)
	out.Relation = spelling.Display(l.cell(r, FieldRelation))
	v.noteRow(&out, l, r)
	if slices.ContainsFunc(r.Cells, func(c string) bool { return strings.ContainsRune(c, unicode.ReplacementChar) }) {
		note(flaw.DamagedText)
	}
	return out, ""
}

// unreadable returns the flaw of a row whose cells may be in the wrong columns; "" if there is none.
func unreadable(l layout, r table.Record, shifts bool, separator string) flaw.Code {
	if r.Stray {
		return flaw.StrayQuote
	}
	for _, c := range r.Cells {
		switch {
		case len(c) > table.MaxCell:
			return flaw.CellTooLong
		case strings.ContainsFunc(c, isControl):
			return flaw.ControlCharacter
		case shifts && strings.ContainsAny(c, "\r\n") && strings.Count(c, separator) >= max(len(l.columns)-1, 1):
			return flaw.SwallowedLines
		}
	}
	if shifts && len(r.Cells) > len(l.columns) && !table.IsBlank(r.Cells[len(l.columns):]) {
		return flaw.TooManyCells
	}
	return ""
}

func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != '\u0085'
}

// isPerson reports whether a row is about a person. A name alone is enough, except in a list that
// numbers its people, where it is a note below the table.
func (l *layout) isPerson(r Row, d *birth.Draft) (flaw.Code, bool) {
	if r.Name.Display == "" && r.NativeName.Display == "" {
		known := 0
		for _, k := range []bool{
			r.Sex != person.UnknownSex, r.Nationality.Code != "" && !r.Nationality.FromList, d.Known(),
		} {
			if k {
				known++
			}
		}
		return flaw.NameMissing, known >= 2 || r.Document.Clean != "" || r.Registration != ""
	}
	filled := 0
	for _, c := range r.Raw {
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	if filled > 1 || len(l.columns) == 1 {
		return "", true
	}
	_, numbers := l.at[FieldRowNumber]
	return flaw.NameAlone, !numbers
}

// note adds a problem once.
func (r *Row) note(p flaw.Code) {
	if p == "" {
		return
	}
	if !slices.Contains(r.Problems, p) {
		r.Problems = append(r.Problems, p)
	}
}
