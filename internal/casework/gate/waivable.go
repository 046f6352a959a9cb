package gate

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// WaiverOpen is a waiver that an officer may give now: the gate, the conditions that it would cover, and
// the roles of officers who must give it too.
type WaiverOpen struct {
	Gate       casework.GateID
	Conditions []Unmet
	// GivenBy are the roles that have given this waiver already, and Needs those that must still give
	// it beside the asking officer; both are empty for a waiver of one.
	GivenBy []casework.Role
	Needs   []casework.Role
}

// OpenWaivers lists the waivers that an officer may give now, in the order of the gates. An officer who
// has given one of two may not give the other.
func OpenWaivers(c *casework.Case, by casework.Actor, now time.Time) []WaiverOpen {
	var out []WaiverOpen
	for _, gate := range All() {
		if gate.Never() || !slices.Contains(gate.Waiver.Roles, by.Role) {
			continue
		}
		missing := func(need casework.FactName) bool { return !c.FactIs(need, "yes") }
		if slices.ContainsFunc(gate.Waiver.Needs, missing) {
			continue
		}
		one := WaiverOpen{Gate: gate.ID}
		for _, unmet := range gate.Check(View{Case: c, Now: now}).Unmet {
			if gate.Waiver.Covers(unmet.Condition, c.Rules.Lane) {
				one.Conditions = append(one.Conditions, unmet)
			}
		}
		if len(one.Conditions) > 0 && together(c, gate, by, &one) {
			out = append(out, one)
		}
	}
	return out
}

// together fills in who else has given a waiver of two, or must. It reports whether the officer may give
// it: not a second time, and not when an officer of the same role has.
func together(c *casework.Case, gate Gate, by casework.Actor, one *WaiverOpen) bool {
	if !gate.Waiver.Together {
		return true
	}
	covers := func(w casework.WaiverGiven) bool {
		return w.Gate == gate.ID && slices.ContainsFunc(one.Conditions, func(u Unmet) bool { return slices.Contains(w.Conditions, u.Condition) })
	}
	for _, w := range c.Waivers {
		if !covers(w) {
			continue
		}
		if w.By.Account == by.Account || w.By.Role == by.Role {
			return false
		}
		one.GivenBy = append(one.GivenBy, w.By.Role)
	}
	for _, role := range gate.Waiver.Roles {
		if role != by.Role && !slices.Contains(one.GivenBy, role) {
			one.Needs = append(one.Needs, role)
		}
	}
	return true
}
