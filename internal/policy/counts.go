package policy

import (
	"cmp"
	"slices"

	"example.org/homeward/internal/casework"
)

// SmallestCount is the smallest number of people that is shown to an actor who has no case role (gate
// G24; CTDC: k-anonymity with k = 11; field reference 10.7).
const SmallestCount = 11

// CountsWithheld reports whether counts below SmallestCount are withheld from an actor. They are
// withheld from actors who neither work on cases nor oversee case work. An actor who may see each case
// learns nothing new from their number.
func CountsWithheld(a Actor) bool {
	return !May(a, ShowCase, In(OwnDesk, Involved)) || a.Role == casework.RoleBudgetHolder
}

// DisclosableCells reports for each cell of a table whether it may be shown beside the table's total.
// Cells below SmallestCount are withheld, and so are further cells until a withheld value cannot be
// computed from the total: if any cell is withheld then at least two are, and together they count at
// least SmallestCount people. The smallest of the remaining cells are withheld first. The result has
// the order of counts.
func DisclosableCells(counts []int) (visible []bool) {
	visible = make([]bool, len(counts))
	order := make([]int, len(counts))
	for i := range counts {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	hidden, people := 0, 0
	for _, i := range order {
		enough := hidden == 0 || hidden >= 2 && people >= SmallestCount
		if visible[i] = counts[i] >= SmallestCount && enough; !visible[i] {
			hidden, people = hidden+1, people+counts[i]
		}
	}
	return visible
}

// DisclosableShare reports whether a part may be shown beside its whole: the part and the rest must
// each be zero or at least SmallestCount.
func DisclosableShare(part, whole int) bool {
	rest := whole - part
	return whole >= SmallestCount && (part == 0 || part >= SmallestCount) && (rest == 0 || rest >= SmallestCount)
}

// DisclosableCount returns a number of people as it may be shown on its own: the number, or 0 if it is
// below SmallestCount.
func DisclosableCount(n int) int {
	if n < SmallestCount {
		return 0
	}
	return n
}
