package record

import "example.org/homeward/internal/casework"

// PersonField is what somebody can be found by.
type PersonField string

// The fields.
const (
	FieldName       PersonField = "name"        // class C, the part that travels
	FieldNativeName PersonField = "native_name" // class C
	FieldDocument   PersonField = "document"    // class C, the part that travels; claimed or issued
	FieldPhone      PersonField = "phone"       // class F
)

// PersonQuery is what somebody is looked for by: class C and F. What is empty is not looked for.
type PersonQuery struct {
	Name     string
	Document string
	Phone    string
	// Most bounds the cases that are given; 0 is none.
	Most int
}

// PersonHit is a case that something of the query was found in. It says by which fields, so
// that whoever shows it can leave it out when none of them is the reader's to see.
type PersonHit struct {
	CaseSummary
	State casework.Case
	Found []PersonField
}
