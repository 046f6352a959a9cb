package reading

import "time"

// State is the state of a review of what an account has read.
type State string

// The states. A review begins when an account has read as many files as its limit and asks for another one.
const (
	Unexplained State = "unexplained"
	Explained   State = "explained" // by the officer; the data protection officer has not answered
	Accepted    State = "accepted"  // by the data protection officer
	Rejected    State = "rejected"  // by the data protection officer: the account reads the files of its own work only
)

// times returns how many times its limit an account may read while a review is in this state.
func (s State) times() int {
	switch s {
	case Explained:
		return 2
	case Accepted:
		return 3
	case Unexplained, Rejected:
		return 1
	default: // there is no review
		return 1
	}
}

// Seen is what is on record of one group when an account asks for a file of it.
type Seen struct {
	Group Group
	// Hour and Day are how many other files of the group the account has read in the windows that end now.
	Hour, Day int
	// Review is the state of the newest review of the account and the group that began within a day; "" for none.
	Review State
}

// Why says what a refused officer can do.
type Why string

// The reasons of a refusal.
const (
	Explain Why = "explain" // explain it, or wait
	Wait    Why = "wait"    // it is explained: wait, or until the data protection officer accepts it
	Held    Why = "held"    // only the data protection officer can let the account read on
)

// HeldFor is the time to wait in the refusal of an account that is held. The hold itself has no end of its own.
const HeldFor = LongWindow

// Verdict is the answer to an account that asks for a file. The zero Verdict lets it.
type Verdict struct {
	Why    Why // "" if the file may be read
	Group  Group
	Window time.Duration
	// Leave is how many of the files in the window have to be older than the window before this file may be read.
	Leave int
}

// Decide decides whether an account may read one more file, which its work does not explain. held is true if the
// data protection officer has rejected what it read before. Every group and window must have room.
func Decide(limit Limit, held bool, seen ...Seen) Verdict {
	switch {
	case limit.None():
		return Verdict{}
	case held:
		return Verdict{Why: Held}
	}
	for _, s := range seen {
		for _, w := range []struct {
			window time.Duration
			others int
		}{{LongWindow, s.Day}, {ShortWindow, s.Hour}} { // the longer wait first
			if bound := limit.in(w.window) * s.Review.times(); w.others >= bound {
				return Verdict{Why: why(s.Review), Group: s.Group, Window: w.window, Leave: w.others - bound + 1}
			}
		}
	}
	return Verdict{}
}

func why(review State) Why {
	if review == "" || review == Unexplained {
		return Explain
	}
	return Wait
}
