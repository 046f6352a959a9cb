package visible

import (
	"time"

	"example.org/homeward/internal/casework"
)

// PauseOffer is a cause for which the caller's desk may let clocks stand still. Usual is when such a pause ends if
// no end is given with it, and Latest the latest end that is accepted, both in UTC.
type PauseOffer struct {
	Cause         casework.Cause
	Usual, Latest time.Time
}

// PauseOffers returns the offers of these causes under the rules of a case, for a pause that begins now.
func PauseOffers(rules *casework.Rules, causes []casework.Cause, now time.Time) []PauseOffer {
	var out []PauseOffer
	for _, cause := range causes {
		if spec, known := casework.CauseOf(cause); known {
			out = append(out, PauseOffer{
				Cause: cause, Usual: now.Add(rules.Paced(spec.Default)).UTC(), Latest: now.Add(rules.Paced(spec.Longest)).UTC(),
			})
		}
	}
	return out
}
