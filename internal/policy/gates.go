package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// OperationalGates returns the gates that may be shown as closed to a desk that sees Operational fields
// only: gates with an operational condition. A closed gate with confidential conditions only would
// reveal one of them.
func OperationalGates(gates []casework.GateID) []casework.GateID {
	var out []casework.GateID
	for _, id := range gates {
		gate, _ := casework.GateByID(id)
		if slices.ContainsFunc(gate.Conditions, func(c casework.ConditionID) bool { return ConditionClass(c) == Operational }) {
			out = append(out, id)
		}
	}
	return out
}
