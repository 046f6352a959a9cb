package record

import "example.org/homeward/internal/casework"

// PersonField is a field by which a person can be found.
type PersonField string

// The fields.
const (
	FieldName       PersonField = "name"        // class C, the part that travels
	FieldNativeName PersonField = "native_name" // class C
	FieldDocument   PersonField = "document"    // class C, the part that travels; claimed or issued
	FieldPhone      PersonField = "phone"       // class F

	// These two find a person only together with a part of the name.
	FieldBirthYear   PersonField = "birth_year"  // class C, the part that travels
	FieldNationality PersonField = "nationality" // class C, the part that travels
)

// PersonQuery holds the search terms for a person: class C and F. Empty fields are not searched.
type PersonQuery struct {
	Name     string
	Document string
	Phone    string
	// BirthYear, of our calendar, and Nationality, in three letters, find a person together with one part of the name,
	// and put a better match first. 0 and "" are not searched.
	BirthYear   int
	Nationality string
	// Persons is true if the person of each case is returned too.
	Persons bool
	// Most limits the number of cases returned; 0 returns no case.
	Most int
}

// PersonHit is a case that matches the query. It names the fields that match, so that a case
// can be left out when the reader may see none of them.
type PersonHit struct {
	CaseSummary
	State casework.Case
	Found []FoundField
	// Person is who the case is about; nil unless it was asked for. Its fields are not chosen by the rights of a reader.
	Person *Person
}

// FoundField is a field that matches, with more points the better it does.
type FoundField struct {
	Field  PersonField
	Points int
}

// Total returns how well a case matches in all fields.
func (h PersonHit) Total() int {
	total := 0
	for _, f := range h.Found {
		total += f.Points
	}
	return total
}

// TwinHit is an open case that may be about one of some people.
type TwinHit struct {
	PersonHit // with its Person

	Place int // of the person among those that were asked about, from 0
}
