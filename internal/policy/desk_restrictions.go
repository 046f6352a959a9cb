package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Wall is what stands around a kind of desk, whoever sits at it: a supervisor or a legal
// officer at a mission reads no more of a story than the consul does.
type DeskRestriction struct {
	Kinds []casework.DeskKind
	// Bars are the classes that nobody at such a desk sees, whatever else holds.
	Denied []Class
	// Outside says that the desk is none of those who care for her in the host state: nobody
	// there sees the whole of a case, nobody breaks its glass, and whoever stands beside the desks
	// there takes no part in counselling her.
	OutsideCare bool
	// Keeps are the classes that no grant gives to an agency that has such a desk.
	NotGrantable []Class
}

// Walls is the table, for every kind of desk at which somebody sits (field reference 1, 10.6
// and 11). No lawyer has checked it.
func DeskRestrictions() []DeskRestriction {
	foreign := []Class{Narrative, Medical, Contact, Legal, Fear, Aftercare}
	authority := []Class{Narrative, Medical, Contact, Fear, Aftercare}
	home := []Class{Legal, Fear}
	return []DeskRestriction{
		{Kinds: []casework.DeskKind{casework.DeskConsulate}, Denied: foreign, OutsideCare: true, NotGrantable: foreign},
		{
			Kinds:  []casework.DeskKind{casework.DeskImmigration, casework.DeskBorder, casework.DeskProsecutor},
			Denied: authority, OutsideCare: true, NotGrantable: authority,
		},
		{
			Kinds:  []casework.DeskKind{casework.DeskTransport, casework.DeskMovement, casework.DeskEscort},
			Denied: foreign, OutsideCare: true, NotGrantable: foreign,
		},
		{Kinds: []casework.DeskKind{casework.DeskReceiving}, Denied: []Class{Narrative, Medical, Legal, Fear, Aftercare}, OutsideCare: true, NotGrantable: home},
		{Kinds: []casework.DeskKind{casework.DeskReintegration}, Denied: []Class{Narrative, Medical, Legal, Fear}, OutsideCare: true, NotGrantable: home},
		{Kinds: []casework.DeskKind{casework.DeskMedical}, Denied: []Class{Narrative, Legal, Fear, Aftercare}},
		{
			Kinds: []casework.DeskKind{
				casework.DeskRegistrar, casework.DeskShelter, casework.DeskCaseworker, casework.DeskScreener, casework.DeskPanel,
				casework.DeskReview, casework.DeskChildPanel, casework.DeskSupervisor,
			},
			Denied: []Class{Medical, Aftercare},
		},
	}
}

// MayBeGiven says whether a grant may give a class to an agency that has desks of these
// kinds. An agency that has a mission's desk is given what a mission may see, whatever else
// it does. What is operational comes with every grant and is no class of one; who saw what
// is given to nobody; and nothing is given that nobody there could see.
func MayBeGiven(c Class, kinds ...casework.DeskKind) bool {
	if c == Operational || !classSet(Personal()).has(c) {
		return false
	}
	seen := false
	for _, kind := range kinds {
		w, known := restrictions[kind]
		if !known {
			continue
		}
		if w.notGrantable.has(c) {
			return false
		}
		seen = seen || !w.denied.has(c)
	}
	return seen
}

// MayGive says whether an actor may give a class of a case: nobody hands on what they may
// not see themselves, nor what they see only because they were let in. That was given to them
// for a purpose and for a time, or taken in an emergency.
func MayGive(a Actor, c Class, to Relations) bool {
	return c != Operational && slices.Contains(Personal(), c) && Sees(a, c, to.Only(OwnDesk, Involved, OwnAgency))
}

// wall is a Wall as it is asked about.
type restriction struct {
	denied, notGrantable classes
	outsideCare          bool
}

//nolint:gochecknoglobals // a table that nobody writes to; built once because every field asks it
var restrictions = buildRestrictions()

func buildRestrictions() map[casework.DeskKind]restriction {
	out := map[casework.DeskKind]restriction{}
	for _, w := range DeskRestrictions() {
		for _, kind := range w.Kinds {
			out[kind] = restriction{classSet(w.Denied), classSet(w.NotGrantable), w.OutsideCare}
		}
	}
	return out
}

// barred are the classes that a kind of desk is never shown. Whoever sits at no desk that is
// known is shown what is operational, and nothing else.
func deniedAt(kind casework.DeskKind) classes {
	if w, known := restrictions[kind]; known {
		return w.denied
	}
	return classSet(Classes()) &^ classBit(Operational)
}

// outside says whether a kind of desk stands outside those who care for her in the host state.
func outsideCare(kind casework.DeskKind) bool {
	w, known := restrictions[kind]
	return !known || w.outsideCare
}
