package roster

import (
	"slices"
	"strings"
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
)

// Fields lists every field except NoField.
func Fields() []Field {
	return []Field{
		FieldRowNumber, FieldRegistration, FieldName, FieldNativeName, FieldSurname, FieldGivenNames, FieldSex,
		FieldNationality, FieldDocument, FieldBirthDate, FieldAge, FieldPlace, FieldPhone,
	}
}

// Column is a column of a list.
type Column struct {
	Heading string `json:"heading"` // as written
	Field   Field  `json:"field,omitempty"`
}

// Field recognises a heading: as a whole, or by its parts if all recognised parts agree ("Sex (M/F)",
// "ชื่อ / Name").
func (v *Vocabulary) Field(heading string) Field {
	if f, ok := v.headings[fold(heading)]; ok {
		return Field(f)
	}
	found := NoField
	for _, part := range strings.FieldsFunc(heading, func(r rune) bool {
		return strings.ContainsRune("/()[]|\n\r:;,（）／：，", r)
	}) {
		f, ok := v.headings[fold(part)]
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

// columns recognises a row of headings. A field that occurs twice belongs to the first column. If there
// is a column of family names, a column "names" holds the other names.
func (v *Vocabulary) columns(headings []string) []Column {
	taken := make(map[Field]bool)
	out := make([]Column, len(headings))
	for i, h := range headings {
		out[i] = Column{Heading: h, Field: v.Field(h)}
		if taken[out[i].Field] {
			out[i].Field = NoField
		}
		taken[out[i].Field] = out[i].Field != NoField
	}
	if taken[FieldSurname] && taken[FieldName] && !taken[FieldGivenNames] {
		for i := range out {
			if out[i].Field == FieldName {
				out[i].Field = FieldGivenNames
			}
		}
	}
	return out
}

// recognised returns the number of columns with a field, and whether one of them is a name.
func recognised(columns []Column) (count int, named bool) {
	for _, c := range columns {
		if c.Field == NoField {
			continue
		}
		count++
		if slices.Contains([]Field{FieldName, FieldNativeName, FieldSurname, FieldGivenNames}, c.Field) {
			named = true
		}
	}
	return count, named
}
