package roster

import (
	"slices"
	"strings"
	"unicode"
)

// row recognises a row, or returns the Problem because of which it cannot be read.
func (v *Vocabulary) row(l layout, r record, o Options, shifts bool, separator string) (Row, Problem) {
	if p := unreadable(l, r, shifts, separator); p != "" {
		return Row{}, p
	}
	out := Row{
		Line: r.line, Raw: r.cells,
		Number:       display(l.cell(r, FieldRowNumber)),
		Registration: display(l.cell(r, FieldRegistration)),
		Name:         l.name(r),
		NativeName:   NewName(l.cell(r, FieldNativeName)),
		Place:        display(l.cell(r, FieldPlace)),
		Phone:        l.phones(r),
	}
	note := out.note
	var p Problem
	out.Sex, p = v.sexIn(l.letters, l.cell(r, FieldSex))
	note(p)
	if _, ok := l.at[FieldNationality]; ok {
		out.Nationality, p = v.nationalityOf(l, r)
		note(p)
	} else if o.Nationality != "" {
		out.Nationality = Nationality{Code: o.Nationality, FromList: true}
	}
	out.Document, p = v.documentOf(l, r, out.Nationality.Code)
	note(p)
	out.Others = l.others(r)
	out.Relation = display(l.cell(r, FieldRelation))
	v.noteRow(&out, l, r)
	if slices.ContainsFunc(r.cells, func(c string) bool { return strings.ContainsRune(c, unicode.ReplacementChar) }) {
		note(DamagedText)
	}
	return out, ""
}

// unreadable returns the Problem of a row whose cells may be in the wrong columns; "" if there is none.
func unreadable(l layout, r record, shifts bool, separator string) Problem {
	if r.stray {
		return StrayQuote
	}
	for _, c := range r.cells {
		switch {
		case len(c) > MaxCell:
			return CellTooLong
		case strings.ContainsFunc(c, isControl):
			return ControlCharacter
		case shifts && strings.ContainsAny(c, "\r\n") && strings.Count(c, separator) >= max(len(l.columns)-1, 1):
			return SwallowedLines
		}
	}
	if shifts && len(r.cells) > len(l.columns) && !isBlank(r.cells[len(l.columns):]) {
		return TooManyCells
	}
	return ""
}

func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != '\u0085'
}

// isPerson reports whether a row is about a person. A name alone is enough, except in a list that
// numbers its people, where it is a note below the table.
func (l *layout) isPerson(r Row, d draft) (Problem, bool) {
	if r.Name.Display == "" && r.NativeName.Display == "" {
		known := 0
		for _, k := range []bool{
			r.Sex != UnknownSex, r.Nationality.Code != "" && !r.Nationality.FromList, len(d.date.options)+len(d.age.options) > 0,
		} {
			if k {
				known++
			}
		}
		return NameMissing, known >= 2 || r.Document.Clean != "" || r.Registration != ""
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
	return NameAlone, !numbers
}
