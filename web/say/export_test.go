package say

import (
	"slices"

	"example.org/homeward/internal/policy"
)

// AbilityOf returns the key of the words for an action; "" when there are none.
func AbilityOf(action policy.Action) string {
	table := abilityTable()
	if i := slices.IndexFunc(table, func(a ability) bool { return a.covers(action) }); i >= 0 {
		return table[i].key
	}
	return ""
}

// AbilityKeys lists the keys of all abilities.
func AbilityKeys() []string {
	var out []string
	for _, a := range abilityTable() {
		out = append(out, a.key)
	}
	return out
}
