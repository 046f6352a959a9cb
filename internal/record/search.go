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
)

// PersonQuery holds the search terms for a person: class C and F. Empty fields are not searched.
type PersonQuery struct {
	Name     string
	Document string
	Phone    string
	// Most limits the number of cases returned; 0 returns no case.
	Most int
}

// PersonHit is a case that matches the query. It names the fields that match, so that a case
// can be left out when the reader may see none of them.
type PersonHit struct {
	CaseSummary
	State casework.Case
	Found []PersonField
}
