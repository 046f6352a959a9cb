package roster

import "example.org/homeward/internal/civil"

// Precision says how much of a birth date is known.
type Precision string

// The precisions, from the best.
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionAge   Precision = "age" // worked out from an age in years
	PrecisionNone  Precision = "none"
)

// Calendar is the one that the author counted years in.
type Calendar string

// The calendars that are recognised. A year above 2400 is Buddhist, 543 ahead
// of the Gregorian one, as on every Thai form.
const (
	Gregorian Calendar = "gregorian"
	Buddhist  Calendar = "buddhist"
)

// Reading is one thing that a written birth date can mean: the person was born
// on From, on To or on a day between them.
type Reading struct {
	From     civil.Date `json:"from"`
	To       civil.Date `json:"to"`
	Calendar Calendar   `json:"calendar"`
	Swapped  bool       `json:"swapped,omitempty"` // day and month were taken in the order the form does not have
}

// BirthDate is what an author wrote about a person's birth, and what it can
// mean. More than one reading means that the choice is open: the first is
// the one that the written form has, day first unless the year leads.
type BirthDate struct {
	AsWritten string    `json:"as_written,omitempty"`
	Precision Precision `json:"precision"`
	Readings  []Reading `json:"readings,omitempty"`
}

// Ambiguous reports whether there is more than one reading.
func (b BirthDate) Ambiguous() bool { return len(b.Readings) > 1 }

// Minor reports whether a person is under eighteen.
type Minor string

// The answers. MinorPossible is to be treated as MinorYes until an age
// assessment says otherwise: the benefit of the doubt is the child's.
const (
	MinorYes      Minor = "yes"
	MinorPossible Minor = "possible"
	MinorNo       Minor = "no"
)

// Minor reports whether the person is under eighteen on asOf: yes or no only when
// every reading, and every day within it, says so. Without a birth date the
// answer is MinorPossible; a caller who wants to tell that apart looks at
// Precision. One born on 29 February comes of age on 1 March.
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

// underage compares fields, not instants: 29 February plus eighteen years is
// then after 28 February, where time.AddDate would already say 1 March.
func underage(born, asOf civil.Date) bool {
	born.Year += 18
	return asOf.Compare(born) < 0
}
