package policy

import (
	"cmp"
	"slices"

	"example.org/homeward/internal/casework"
)

// SmallestCount is the smallest number of people that is told to whoever has no case role
// (gate G24; CTDC; field reference 10.7).
const SmallestCount = 11

// CountsWithheld says whether counts below SmallestCount are withheld from an actor: from
// everybody who neither works on cases nor oversees those who do. Whoever may look at each
// case by itself learns nothing from their number.
func CountsWithheld(a Actor) bool {
	return !May(a, ShowCase, In(OwnDesk, Involved)) || a.Role == casework.RoleBudgetHolder
}

// Cells says which cells of a table may be told when their total is told with them: none
// below SmallestCount, and none from which such a one could be worked out. When something is
// withheld, at least two cells are, and together they hold SmallestCount people; so the
// smallest of those that could be told are withheld with them.
func DisclosableCells(counts []int) (told []bool) {
	told = make([]bool, len(counts))
	order := make([]int, len(counts))
	for i := range counts {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	hidden, people := 0, 0
	for _, i := range order {
		enough := hidden == 0 || hidden >= 2 && people >= SmallestCount
		if told[i] = counts[i] >= SmallestCount && enough; !told[i] {
			hidden, people = hidden+1, people+counts[i]
		}
	}
	return told
}

// Share says whether the part of a whole may be told beside the whole: both the part and the
// rest are none, or as many as may be told.
func DisclosableShare(part, whole int) bool {
	rest := whole - part
	return whole >= SmallestCount && (part == 0 || part >= SmallestCount) && (rest == 0 || rest >= SmallestCount)
}
