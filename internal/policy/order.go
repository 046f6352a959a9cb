package policy

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Ordered is what an order of an authority opens, as if she had agreed: some classes, to the officers of one desk,
// where their visibility rests on the consent in whose place the order stands.
type Ordered struct {
	Desk    casework.DeskID
	Basis   Basis
	Classes []Class
}

// basisOf returns the basis of visibility in whose place a kind of order stands.
func basisOf(kind casework.OrderKind) Basis {
	switch kind {
	case casework.OrderHostDuty:
		return ToConsulate
	case casework.OrderDisclosure:
		return ToReceiver
	default:
		return NoConsentNeeded
	}
}

// ordersOf lists what the orders of a case open at an instant.
func ordersOf(c *casework.Case, now time.Time) []Ordered {
	var out []Ordered
	for _, o := range c.Orders {
		if basis := basisOf(o.Kind); o.Active(now) && basis != NoConsentNeeded {
			out = append(out, Ordered{Desk: o.Desk, Basis: basis, Classes: o.Classes})
		}
	}
	return out
}

// orderedTo returns the classes that orders open to the officers of a desk, by the basis of their visibility.
func (s Subject) orderedTo(desk casework.DeskID) (out [basisCount]classes) {
	for _, o := range s.Ordered {
		if desk != "" && o.Desk == desk {
			out[o.Basis] |= classSet(o.Classes)
		}
	}
	return out
}
