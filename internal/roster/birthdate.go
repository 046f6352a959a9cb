package roster

import "example.org/homeward/internal/civil"

// Precision is how precisely a birth date is known.
type Precision string

// The precisions, the best first.
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionAge   Precision = "age" // computed from an age in years
	PrecisionNone  Precision = "none"
)

// Calendar is the calendar in which the author counted years.
type Calendar string

// The calendars that are recognised. A year above 2400 is Buddhist, 543 years ahead of the Gregorian
// one, as on every Thai form.
const (
	Gregorian Calendar = "gregorian"
	Buddhist  Calendar = "buddhist"
)

// Reading is one possible meaning of a written birth date: the person was born on From, on To or on a
// day between them.
type Reading struct {
	From     civil.Date `json:"from"`
	To       civil.Date `json:"to"`
	Calendar Calendar   `json:"calendar"`
	Swapped  bool       `json:"swapped,omitempty"` // day and month are in the order that is unusual for the form
}

// BirthDate is what an author wrote about a person's birth, with its possible meanings. With several
// readings the meaning is open; the first is the usual one of the written form: day first, unless the
// year is first.
type BirthDate struct {
	AsWritten string    `json:"as_written,omitempty"`
	Precision Precision `json:"precision"`
	Readings  []Reading `json:"readings,omitempty"`
}

// Ambiguous reports whether there are several readings.
func (b BirthDate) Ambiguous() bool { return len(b.Readings) > 1 }

// Minor is the answer to whether a person is under eighteen.
type Minor string

// The answers. MinorPossible must be treated as MinorYes until an age assessment says otherwise
// (benefit of the doubt).
const (
	MinorYes      Minor = "yes"
	MinorPossible Minor = "possible"
	MinorNo       Minor = "no"
)

// Minor returns whether the person is under eighteen on asOf. It returns MinorYes or MinorNo only if
// that is the answer for every reading and every day within it. Without a birth date it returns
// MinorPossible; Precision tells such cases apart. A person born on 29 February comes of age on 1
// March.
func (b BirthDate) Minor(asOf civil.Date) Minor {
	var under, over bool
	for _, r := range b.Readings {
		if underage(r.To, asOf) {
			under = true
		}
		if !underage(r.From, asOf) {
			over = true
		}
	}
	switch {
	case under && !over:
		return MinorYes
	case over && !under:
		return MinorNo
	default:
		return MinorPossible
	}
}

// underage compares fields, not instants: 29 February plus eighteen years is then after 28 February,
// while time.AddDate returns 1 March.
func underage(born, asOf civil.Date) bool {
	born.Year += 18
	return asOf.Compare(born) < 0
}
