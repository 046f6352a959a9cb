package policy

import (
	"cmp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Participation is why a desk has access to a case, as it is recorded beside the case.
type Participation string

// The ways to take part in a case, the closest first.
const (
	Waits Participation = "waits" // the case waits for the desk now
	Asked Participation = "part"  // the desk was asked before, or is of the case's own team
	Owes  Participation = "owes"  // what the desk was given was taken back, and it has yet to confirm that it deleted it
	Books Participation = "books" // the desk books the journey: it looks for passengers before the case has asked it anything
)

// Participant is a desk that takes part in a case.
type Participant struct {
	Desk casework.DeskID
	How  Participation
}

// Participants lists the desks that take part in a case at an instant, in the order of their
// codes, each once with the closest participation. Row-level security of the record goes by it.
func Participants(c *casework.Case, at time.Time) []Participant {
	rank := []Participation{Waits, Asked, Owes, Books}
	closest := map[casework.DeskID]int{}
	if desk := c.Rules.Desks[casework.DeskTransport]; desk != "" {
		closest[desk] = len(rank) - 1
	}
	// The agencies are not needed here: they are in the directory.
	subject := OfCase(c, func(casework.DeskID) casework.AgencyID { return "" }, at)
	for _, d := range subject.DeskRelations() {
		n := slices.Index(rank, participationOf(d.Relation))
		if before, there := closest[d.Desk]; n >= 0 && (!there || n < before) {
			closest[d.Desk] = n
		}
	}
	out := make([]Participant, 0, len(closest))
	for desk, n := range closest {
		out = append(out, Participant{desk, rank[n]})
	}
	slices.SortFunc(out, func(a, b Participant) int { return cmp.Compare(a.Desk, b.Desk) })
	return out
}

// participationOf returns "" for a relation that is no part in the case.
func participationOf(r Relation) Participation {
	switch r {
	case OwnDesk:
		return Waits
	case Involved:
		return Asked
	case OwesDeletion:
		return Owes
	default:
		return ""
	}
}
