package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// InspectedCase is a case with what the search for wrong states needs of it.
type InspectedCase struct {
	State casework.Case
	Born  time.Time // the latest possible day of birth; zero if it is not known
	Parts []Part    // the desks that have a part in the case, as the record has them
	// Erased reports that the key is destroyed and the rest is not stripped yet: there is nothing to inspect.
	Erased bool
}

// Part is a desk that has a part in a case, and how: a policy.Participation.
type Part struct {
	Desk casework.DeskID `json:"desk"`
	How  string          `json:"how"`
}
