package policy

import (
	"cmp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Participation is why a desk has access to a case, as the record stores it beside the case.
type Participation string

// The kinds of participation, the closest first.
const (
	Waits   Participation = "waits" // the case waits for the desk now
	Asked   Participation = "part"  // the desk had a request before, or belongs to the case team
	Owes    Participation = "owes"  // data that the desk had received were taken back, and it has yet to attest that it deleted them
	Answers Participation = "asked" // the desk was asked for information, and sees that question only
	Books   Participation = "books" // the desk books the journey: it looks for passengers before the case has sent it a request
)

// Participant is a desk that takes part in a case.
type Participant struct {
	Desk casework.DeskID
	How  Participation
}

// Participants lists the desks that take part in a case at an instant, ordered by code, each once with
// its closest participation. Row-level security of the record uses it.
func Participants(c *casework.Case, at time.Time) []Participant {
	rank := []Participation{Waits, Asked, Owes, Books, Answers}
	closest := map[casework.DeskID]int{}
	if desk := c.Rules.Desks[casework.DeskTransport]; desk != "" {
		closest[desk] = slices.Index(rank, Books)
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

// participationOf returns the participation of a relation, or "" if the relation does not make a desk a
// participant.
func participationOf(r Relation) Participation {
	switch r {
	case OwnDesk:
		return Waits
	case Involved:
		return Asked
	case OwesDeletion:
		return Owes
	case Questioned:
		return Answers
	default:
		return ""
	}
}
