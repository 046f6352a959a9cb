package policy

import "example.org/homeward/internal/casework"

// Class is a field class of section 10.6 of the field reference: what a datum tells, and
// with that who needs to know it.
type Class = casework.Class

// The classes.
const (
	Operational Class = "B" // references, track states, desks, clocks, requirement codes
	// TravelCard is the part of C that a seat, a ticket or a manifest is made of: name, birth, sex,
	// nationality, document. Who has C has it too.
	TravelCard Class = "C-travel"
	Identity   Class = "C" // names in every script, birth, document, machine-readable zone
	Narrative  Class = "D" // what was done to her; interviews, findings and their reasons
	Medical    Class = "E" // findings; the requirement code alone is B
	Contact    Class = "F" // where she is, and how she and her family are reached
	Legal      Class = "G" // holds, releases, orders
	Fear       Class = "H" // threats at home, asylum, and the choice that follows from them
	Audit      Class = "I" // who saw what
	// Aftercare is no letter of the reference: it is the D of the state of origin, what she
	// and those who help her after the return have agreed. It is as closed to the host as D is to the origin.
	Aftercare Class = "J"
)

// Classes lists every class but A, which is for everybody and of nobody in particular.
func Classes() []Class {
	return []Class{Operational, TravelCard, Identity, Narrative, Medical, Contact, Legal, Fear, Audit, Aftercare}
}

// Personal lists the classes that are sealed, and of which every look is recorded.
func Personal() []Class {
	return []Class{TravelCard, Identity, Narrative, Medical, Contact, Legal, Fear, Aftercare}
}

// classes is a set of classes.
type classes uint16

// classBit is a class as a set. A class that does not exist is in no set.
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

// holds says whether a class is in the set.
func (s classes) has(c Class) bool {
	bit := classBit(c)
	return bit != 0 && s&bit == bit
}
