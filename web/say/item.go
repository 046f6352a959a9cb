package say

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// ItemClass returns the class of what an item of a question is about: a desk asks about what it sees.
func ItemClass(item casework.Item) policy.Class {
	switch item {
	case casework.ItemName, casework.ItemBirth, casework.ItemSex, casework.ItemNationality, casework.ItemDocument, casework.ItemPhoto:
		return policy.TravelCard
	case casework.ItemLanguages, casework.ItemFamily:
		return policy.Identity
	default:
		return policy.Operational
	}
}
