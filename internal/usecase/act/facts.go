package act

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
)

// CheckFacts returns an invalid field with what may be stated instead, if there is no fact of that name under
// the rules of a case, or if it has no such value. The rules refuse the same (casework.Accept), and besides a
// fact that another desk has to state; here the error lists the allowed names or values.
func CheckFacts(rules *casework.Rules, facts []casework.Statement) error {
	for i, one := range facts {
		values := valuesOf(rules, one.Name)
		at := "/facts/" + strconv.Itoa(i)
		switch {
		case values == nil:
			return NotListed(at+"/name", namesOfFacts(rules))
		case !slices.Contains(values, one.Value):
			return NotListed(at+"/value", values)
		}
	}
	return nil
}

// valuesOf returns the permitted values of a fact; nil if no desk may state it.
func valuesOf(rules *casework.Rules, name casework.FactName) []string {
	if slices.ContainsFunc(rules.Added, func(a casework.AddedCondition) bool { return a.Fact == name }) {
		return []string{"yes", "no"}
	}
	spec, _ := casework.FactSpecOf(name) // the rules say what to do instead of stating an order
	return spec.Values
}

func namesOfFacts(rules *casework.Rules) []casework.FactName {
	var out []casework.FactName
	for _, spec := range casework.FactSpecs() {
		out = append(out, spec.Name)
	}
	for _, added := range rules.Added {
		out = append(out, added.Fact)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
