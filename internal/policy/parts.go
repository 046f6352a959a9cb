package policy

import (
	"maps"
	"slices"

	"example.org/homeward/internal/casework"
)

// partOf is a desk that was asked for a step of a case, and whether it has a part in the case by that still.
type partOf struct {
	desk   casework.DeskID
	stands bool
}

// partsOf lists the desks that were ever asked for a step. A desk that cares for the survivor in the host
// state keeps its part: it knows her. A desk of another state or agency has its part as long as it is asked
// or its answer stands. Once the answer was superseded, the consent behind it withdrawn or the request moved
// to another desk, it sees what it would see if it had never been asked. (Data minimisation; field reference
// 10.) No lawyer has checked it.
func partsOf(c *casework.Case) []partOf {
	var out []partOf
	for _, step := range slices.Sorted(maps.Keys(c.Attempts)) {
		if !givesAPart(step) {
			continue
		}
		desk, kind := c.Rules.DeskOf(step)
		out = append(out, partOf{desk, !outsideCare(kind)})
	}
	for _, settled := range c.Settlements {
		if givesAPart(settled.Step) {
			_, kind := c.Rules.DeskOf(settled.Step)
			out = append(out, partOf{settled.By.Desk, !overFor(c, kind)})
		}
	}
	return out
}

// overFor reports whether a case that is closed, or in which she has chosen not to return, is over for a kind of
// desk: a mission no longer sees a person whose case it no longer works on. Its answer still stands.
func overFor(c *casework.Case, kind casework.DeskKind) bool {
	return kind == casework.DeskConsulate && (c.Ended != nil && c.Ended.Closed || staysAway(c))
}

// staysAway reports whether she has chosen to stay, or to go to a third state, and has not left.
func staysAway(c *casework.Case) bool {
	s, chosen := c.Settlement(casework.StepSolution)
	_, left := c.Settlement(casework.StepDeparture)
	return chosen && !left && !c.Modality.ByForceOfLaw() && s.Outcome != casework.Return && s.Outcome != casework.NotNow
}
