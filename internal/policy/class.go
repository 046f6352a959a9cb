package policy

import "example.org/homeward/internal/casework"

// Class is a field class of section 10.6 of the field reference. It describes what a value reveals, and
// therefore who needs to know it.
type Class = casework.Class

// The field classes.
const (
	Operational Class = "B" // references, track states, desks, clocks, requirement codes
	// TravelCard is the part of C that seats, tickets and manifests need: name, birth date, sex,
	// nationality and document. A role that sees Identity sees TravelCard too.
	TravelCard Class = "C-travel"
	Identity   Class = "C" // names in every script, birth date, document, machine-readable zone
	Narrative  Class = "D" // what was done to her; interviews, findings and their reasons
	Medical    Class = "E" // findings; a requirement code alone is B
	Contact    Class = "F" // where she is, and how to reach her and her family
	Legal      Class = "G" // holds, releases, orders
	Fear       Class = "H" // threats at home, asylum, and the choice that follows from them
	Audit      Class = "I" // who has seen what
	// Aftercare is not a class of the field reference. It is class D of the state of origin: what she
	// and the people who support her after the return have agreed. It is closed to the host state as D
	// is closed to the state of origin.
	Aftercare Class = "J"
)

// Classes lists every class except A, which is public and not about a person.
func Classes() []Class {
	return []Class{Operational, TravelCard, Identity, Narrative, Medical, Contact, Legal, Fear, Audit, Aftercare}
}

// Personal lists the classes that are stored encrypted, and of which every read is recorded.
func Personal() []Class {
	return []Class{TravelCard, Identity, Narrative, Medical, Contact, Legal, Fear, Aftercare}
}

// classes is a set of field classes.
type classes uint16

// classBit returns the set that holds one class, or the empty set for an unknown class.
func classBit(c Class) classes {
	switch c {
	case Operational:
		return 1
	case TravelCard:
		return 1 << 1
	case Identity:
		return 1<<2 | 1<<1
	case Narrative:
		return 1 << 3
	case Medical:
		return 1 << 4
	case Contact:
		return 1 << 5
	case Legal:
		return 1 << 6
	case Fear:
		return 1 << 7
	case Audit:
		return 1 << 8
	case Aftercare:
		return 1 << 9
	default:
		return 0
	}
}

func classSet(all []Class) classes {
	var out classes
	for _, c := range all {
		out |= classBit(c)
	}
	return out
}

// has reports whether a class is in the set.
func (s classes) has(c Class) bool {
	bit := classBit(c)
	return bit != 0 && s&bit == bit
}
