package roster

import (
	"slices"
	"strings"

	"example.org/homeward/internal/roster/spelling"
)

// Field is the subject of a column.
type Field string

// The fields that are recognised. NoField is for a column that is only kept as written.
const (
	NoField           Field = ""
	FieldRowNumber    Field = "row_number"
	FieldRegistration Field = "registration"
	FieldName         Field = "name"
	FieldNativeName   Field = "native_name"
	FieldSurname      Field = "surname"
	FieldGivenNames   Field = "given_names"
	FieldSex          Field = "sex"
	FieldNationality  Field = "nationality"
	FieldDocument     Field = "document"
	FieldBirthDate    Field = "birth_date"
	FieldAge          Field = "age"
	FieldPlace        Field = "place"
	FieldPhone        Field = "phone"
	FieldRelation     Field = "relation" // to another person of the list
)

// Fields lists every field except NoField.
func Fields() []Field {
	return []Field{
		FieldRowNumber, FieldRegistration, FieldName, FieldNativeName, FieldSurname, FieldGivenNames, FieldSex,
		FieldNationality, FieldDocument, FieldBirthDate, FieldAge, FieldPlace, FieldPhone, FieldRelation,
	}
}

// Column is a column of a list.
type Column struct {
	Heading string `json:"heading"` // as written; of several rows of headings, joined by " / "
	Field   Field  `json:"field,omitempty"`
	// CouldBe is the field of a column that another column holds: it is kept beside it, in Row.Others.
	CouldBe Field `json:"could_be,omitempty"`
}

// Field recognises a heading: as a whole, or by its parts if all recognised parts agree ("Sex (M/F)",
// "ชื่อ / Name"). A remark in brackets does not decide ("Interviewer (name)"), unless the heading before
// it is in another script. A heading about another person than the one of the row has no field.
func (v *Vocabulary) Field(heading string) Field {
	if spelling.FontOf(heading) == spelling.InOldFont {
		heading, _ = spelling.FromOldFont(heading)
	}
	if f, ok := v.headings[spelling.Fold(heading)]; ok {
		return Field(f)
	}
	if v.aboutOthers(heading) {
		return NoField
	}
	main, remark, hasRemark := spelling.Bracketed(strings.NewReplacer("（", "(", "）", ")", "[", "(", "]", ")").Replace(heading))
	if !hasRemark {
		return v.fieldOfParts(heading)
	}
	if f := v.fieldOfParts(main); f != NoField {
		return f
	}
	if a, b := spelling.ScriptOf(main), spelling.ScriptOf(remark); a != b && a != spelling.NoScript {
		return v.fieldOfParts(remark)
	}
	return NoField
}

// fieldOfParts recognises a heading by its parts; NoField if two of them disagree.
func (v *Vocabulary) fieldOfParts(heading string) Field {
	if f, ok := v.headings[spelling.Fold(heading)]; ok {
		return Field(f)
	}
	found := NoField
	for _, part := range strings.FieldsFunc(heading, func(r rune) bool {
		return strings.ContainsRune("/()[]|\n\r:;,（）／：，", r)
	}) {
		f, ok := v.headings[spelling.Fold(part)]
		switch {
		case !ok:
		case found != NoField && found != Field(f):
			return NoField
		default:
			found = Field(f)
		}
	}
	return found
}

// aboutOthers reports whether a heading names another person: an interviewer, the mother.
func (v *Vocabulary) aboutOthers(heading string) bool {
	words := strings.FieldsFunc(spelling.Plain(heading), func(r rune) bool { return strings.ContainsRune(" /()[]|:;,（）", r) })
	for i := range words {
		for j := i + 1; j <= min(len(words), i+3); j++ {
			if v.phrases.Is("others", strings.Join(words[i:j], " ")) {
				return true
			}
		}
	}
	return false
}

// isName reports whether a field holds a name or a part of one.
func (f Field) isName() bool {
	return slices.Contains([]Field{FieldName, FieldNativeName, FieldSurname, FieldGivenNames}, f)
}

// columns recognises a row of headings, each by itself.
func (v *Vocabulary) columns(headings []string) []Column {
	out := make([]Column, len(headings))
	own := withoutGroups(headings)
	for i, h := range headings {
		out[i] = Column{Heading: h, Field: v.Field(own[i])}
	}
	return out
}

// recognised returns the number of different fields of columns, and whether one of them is a name.
func recognised(columns []Column) (count int, named bool) {
	seen := make(map[Field]bool)
	for _, c := range columns {
		if c.Field == NoField || seen[c.Field] {
			continue
		}
		seen[c.Field] = true
		count++
		named = named || c.Field.isName()
	}
	return count, named
}
