package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// OrderTerms returns what an order of an authority says, and what it opens.
func OrderTerms(o casework.Order, text record.OrderText) wire.OrderTerms {
	return wire.OrderTerms{
		Kind: o.Kind, Desk: string(o.Desk), Classes: o.Classes, Until: o.Until.UTC(),
		Authority: text.Authority, Number: text.Number, Date: text.Date, Purpose: text.Purpose,
	}
}
