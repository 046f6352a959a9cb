package casework

import (
	"slices"
	"strings"
)

// Item is a part of a request about which a desk asks, as a code. It holds no personal data; it is visible
// to those who may read the question, and to no one else.
type Item string

// The items.
const (
	ItemName        Item = "name"
	ItemBirth       Item = "birth_date"
	ItemSex         Item = "sex"
	ItemNationality Item = "nationality"
	ItemDocument    Item = "document"
	ItemPhoto       Item = "photo"
	ItemLanguages   Item = "languages"
	ItemFamily      Item = "family"
	ItemFacts       Item = "facts" // what is on record of the case
)

// Items lists every item.
func Items() []Item {
	return []Item{ItemName, ItemBirth, ItemSex, ItemNationality, ItemDocument, ItemPhoto, ItemLanguages, ItemFamily, ItemFacts}
}

// ItemsOf returns the items in the detail of an entry about a question.
func ItemsOf(detail string) []Item {
	var out []Item
	for one := range strings.FieldsSeq(detail) {
		out = append(out, Item(one))
	}
	return out
}

// DetailOf writes items into the detail of an entry, in the order of Items. It returns false if one is
// unknown or named twice.
func DetailOf(items []Item) (string, bool) {
	var out []string
	for _, one := range Items() {
		if slices.Contains(items, one) {
			out = append(out, string(one))
		}
	}
	return strings.Join(out, " "), len(out) == len(items)
}
