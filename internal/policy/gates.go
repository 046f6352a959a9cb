package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// OperationalGates returns those of the gates that a desk without the case's other classes may be told
// are closed: gates with an operational condition. That a gate is closed whose conditions are all
// secret would tell the secret.
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
