package selection

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Act is what is done to each of the chosen tasks.
type Act string

// The acts.
const (
	Claim    Act = "claim"
	Release  Act = "release"
	Reassign Act = "reassign" // to another desk of the same kind
)

// Acts lists the acts.
func Acts() []Act { return []Act{Claim, Release, Reassign} }

// Hindrance says why an act does not fit a chosen row. It hinders this row alone.
type Hindrance string

// The hindrances.
const (
	Fits      Hindrance = ""
	Left      Hindrance = "left"      // it has left the list: decided, recalled, or not the reader's to see
	Nothing   Hindrance = "nothing"   // the case waits for nothing of the reader's desk
	OtherDesk Hindrance = "otherdesk" // it is another desk's
	Taken     Hindrance = "taken"     // a colleague is on it
	Mine      Hindrance = "mine"      // the reader is on it already
	NotTaken  Hindrance = "nottaken"  // the reader is not on it
)

// Hinders says why an act does not fit an open task, for an officer of a desk. The answer is a help for
// the eye: what carries the act out asks the rules again.
func Hinders(act Act, t record.TaskRow, by casework.Actor) Hindrance {
	mine := t.ClaimedBy != nil && t.ClaimedBy.Account == by.Account
	switch {
	case act != Reassign && t.Desk != by.Desk:
		return OtherDesk
	case act == Claim && mine:
		return Mine
	case act == Claim && t.ClaimedBy != nil:
		return Taken
	case act == Release && !mine:
		return NotTaken
	default:
		return Fits
	}
}

// Sums are how an act on many rows went. Asked is always the sum of the others.
type Sums struct{ Asked, Recorded, Refused, Waiting int }

// Add counts one answer: a refusal if refused is true, otherwise by the state of its command.
func (s *Sums) Add(state record.CommandState, refused bool) {
	s.Asked++
	switch {
	case refused:
		s.Refused++
	case state == record.CommandSettled:
		s.Recorded++
	default:
		s.Waiting++
	}
}
