package visible

import (
	"slices"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/twin"
)

// TwinSigns returns what speaks for an open case being about a person, as far as the caller may see the case; nil if
// that is too little, or if the case is not theirs to see.
func TwinSigns(p record.Person, hit record.PersonHit, seen request.Visibility) []twin.Sign {
	if hit.Person == nil || hit.Closed || !seen.May(policy.ShowCase) || !seen.Sees(policy.TravelCard) {
		return nil
	}
	other := *hit.Person
	if !seen.Sees(policy.Identity) {
		other.NativeName = ""
	}
	if !seen.Sees(policy.Contact) {
		other.Phone = ""
	}
	return twin.Between(
		twin.Of(p.Name, p.NativeName, p.Birth, p.DocumentNumber, p.Phone),
		twin.Of(other.Name, other.NativeName, other.Birth, other.DocumentNumber, other.Phone))
}

// TwinFields returns the fields that signs are of, each once.
func TwinFields(signs []twin.Sign) []record.PersonField {
	var by []record.PersonField
	for _, sign := range signs {
		field := record.FieldPhone
		switch sign {
		case twin.SameDocument, twin.AlikeDocument:
			field = record.FieldDocument
		case twin.SameName, twin.AlikeName:
			field = record.FieldName
		case twin.SameBirth, twin.SameYear:
			field = record.FieldBirthYear
		case twin.SamePhone:
		}
		if !slices.Contains(by, field) {
			by = append(by, field)
		}
	}
	return by
}
