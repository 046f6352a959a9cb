package say

import "example.org/homeward/internal/casework"

// FactValues lists the values that a fact can have.
func FactValues(name casework.FactName) []string {
	for _, spec := range casework.FactSpecs() {
		if spec.Name == name {
			return spec.Values
		}
	}
	return nil
}
