package inspection

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// fearedPart: a desk of a state from which she may need protection has no request but the one to delete, no access, and
// no part in the record. A closed case counts too.
func fearedPart(v view) bool {
	feared := policy.Feared(v.Case)
	of := func(desk casework.DeskID) bool { return slices.Contains(feared, v.place(desk).Country) }
	asked := slices.ContainsFunc(v.Case.Tasks, func(t casework.Task) bool { return t.Step.Base() != casework.StepAttest && of(t.Desk) })
	given := slices.ContainsFunc(v.Case.Access, func(g casework.Grant) bool { return v.Case.GrantActive(g, v.now) && of(g.Desk) })
	return asked || given || slices.ContainsFunc(v.parts, func(p record.Part) bool { return sees(p) && of(p.Desk) })
}

// closedSeen: a closed case is out of the view of a mission, unless the mission still owes something.
func closedSeen(v view) bool {
	return v.closed() && slices.ContainsFunc(v.parts, func(p record.Part) bool {
		return sees(p) && v.place(p.Desk).Kind == casework.DeskConsulate
	})
}

// sees reports whether a part lets a desk see more of the case than its request to delete.
func sees(p record.Part) bool { return p.How != string(policy.Owes) }

// sharedOn: with the agreement on sharing data ends all access that rested on it.
func sharedOn(v view) bool {
	agreement, stated := v.Case.Fact(casework.FactSharing)
	return stated && agreement.Value == "ended" && slices.ContainsFunc(v.Case.Access, func(g casework.Grant) bool { return v.Case.GrantActive(g, v.now) })
}
