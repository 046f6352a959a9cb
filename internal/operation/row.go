package operation

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
)

// Row is what opening a case needs to know of one row of a confirmed list. It is read from
// the record by an activity and MUST NOT travel: a birth date is personal.
type Row struct {
	Number      int              // the place of the row among those that become a case, from 0
	Case        casework.Ref     // the reference that the case got when the list was confirmed
	Nationality casework.Country // "" if it is not known
	Born        birth.Date
}

// Age is the value of the fact "age" that follows from the birth date at an instant: adult or
// minor only when every reading of what was written says so, else disputed. A person without
// a birth date is disputed too: the benefit of the doubt is the child's (CRC; field reference, G09).
func (r Row) Age(at time.Time) string {
	westernmost := time.FixedZone("UTC-12", -12*60*60) // a person who is eighteen where the day begins last is eighteen everywhere
	switch r.Born.Minor(civil.DateOf(at, westernmost)) {
	case birth.MinorNo:
		return "adult"
	case birth.MinorYes:
		return "minor"
	default:
		return "disputed"
	}
}
