package reading

import (
	"time"

	"example.org/homeward/internal/fault"
)

// Refused is the detail of a refusal: why, and how long the account has to wait.
type Refused struct {
	Why  Why
	Wait time.Duration
}

// Refusal returns the answer to an account that may not read one more file now: fault.TooMany. The texts name
// neither the case nor the group, so that they say nothing that the caller has not read already.
func Refusal(why Why, wait time.Duration) error {
	return fault.New(fault.TooMany, message(why)).With(Refused{why, wait})
}

func message(why Why) string {
	switch why {
	case Explain:
		return "you have opened more files of one origin or operation than your desk's work explains; write why (see /reading-reviews), or wait; the requests of your own desk stay open to you"
	case Wait:
		return "you have explained what you read, and have opened as many files again; wait, or until the data protection officer has accepted it; the requests of your own desk stay open to you"
	case Held:
		return "the data protection officer has not accepted why you opened so many files; until then you open the files of your own desk's requests only"
	default:
		return "too many files in too short a time; wait"
	}
}

// RefusedBy returns the detail of a refusal of this package, and false for any other error.
func RefusedBy(err error) (Refused, bool) {
	r, ok := fault.DetailsOf(err).(Refused)
	return r, ok && fault.CodeOf(err) == fault.TooMany
}

// Seconds is how long the account has to wait, in whole seconds and at least one.
func (r Refused) Seconds() int { return max(1, int((r.Wait+time.Second-1)/time.Second)) }
