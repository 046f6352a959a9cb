package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// DeskRestriction limits what is visible at a kind of desk, in any role: a supervisor or a legal
// officer at a mission sees only as much of the story as the consul does.
type DeskRestriction struct {
	Kinds []casework.DeskKind
	// Denied are the classes that are never visible at such a desk.
	Denied []Class
	// OutsideCare marks a desk that does not care for the survivor in the host state. No officer there
	// sees the whole of a case or uses break-glass access, and roles that oversee the desk take no part
	// in counselling her.
	OutsideCare bool
	// NotGrantable are the classes that no grant gives to an agency that has such a desk.
	NotGrantable []Class
}

// DeskRestrictions is the table. It covers every kind of desk that has staff (field reference 1, 10.6
// and 11). No lawyer has checked it.
func DeskRestrictions() []DeskRestriction {
	foreign := []Class{Narrative, Medical, Contact, Legal, Fear, Aftercare}
	authority := []Class{Narrative, Medical, Contact, Fear, Aftercare}
	home := []Class{Legal, Fear}
	// A protection authority decides on what she fears, so it sees that and who she is. She tells it her
	// story herself. Where she is, her health and what the law holds against her do not belong to its question.
	protection := []Class{Narrative, Medical, Contact, Legal, Aftercare}
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
		{Kinds: []casework.DeskKind{casework.DeskProtection}, Denied: protection, OutsideCare: true, NotGrantable: protection},
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

// MayBeGiven reports whether a grant may give a class to an agency that has desks of these kinds. The
// strictest desk decides: an agency with a mission gets only what a mission may see. Operational is
// part of every grant and is not granted by itself, Audit is never granted, and neither is a class that
// no desk of the agency could see.
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

// MayGive reports whether an actor may grant a class of a case to another agency. They must see the
// class themselves, by a relation of their own desk or agency: what they see through a grant or
// break-glass access was given to them for a purpose and a time, and they must not pass it on.
func MayGive(a Actor, c Class, to Relations) bool {
	return c != Operational && slices.Contains(Personal(), c) && Sees(a, c, to.Only(OnTeam, OwnDesk, Involved))
}

// restriction is a DeskRestriction in the form that is evaluated.
type restriction struct {
	denied, notGrantable classes
	outsideCare          bool
}

//nolint:gochecknoglobals // a read-only table; built once because every field is checked against it
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

// deniedAt returns the classes that are never visible at a kind of desk. At an unknown kind, only
// Operational is visible.
func deniedAt(kind casework.DeskKind) classes {
	if w, known := restrictions[kind]; known {
		return w.denied
	}
	return classSet(Classes()) &^ classBit(Operational)
}

// MayEverSee reports whether an officer may see fields of a class of anybody at all: a desk of their kind is not
// barred from it, and neither is one who only oversees it.
func MayEverSee(a Actor, c Class) bool { return !deniedAt(a.Kind).has(c) && overseersSee(a).has(c) }

// outsideCare reports whether a kind of desk is outside the care of the host state. An unknown kind is.
func outsideCare(kind casework.DeskKind) bool {
	w, known := restrictions[kind]
	return !known || w.outsideCare
}
