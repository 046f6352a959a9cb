package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Wall is what stands around a kind of desk, whoever sits at it: a supervisor or a legal
// officer at a mission reads no more of a story than the consul does.
type Wall struct {
	Kinds []casework.DeskKind
	// Bars are the classes that nobody at such a desk sees, whatever else holds.
	Bars []Class
	// Outside says that the desk is none of those who care for her in the host state: nobody
	// there sees the whole of a case, nobody breaks its glass, and whoever stands beside the desks
	// there takes no part in counselling her.
	Outside bool
	// Keeps are the classes that no grant gives to an agency that has such a desk.
	Keeps []Class
}

// Walls is the table, for every kind of desk at which somebody sits (field reference 1, 10.6
// and 11). No lawyer has checked it.
func Walls() []Wall {
	foreign := []Class{Narrative, Medical, Contact, Legal, Fear, Aftercare}
	authority := []Class{Narrative, Medical, Contact, Fear, Aftercare}
	home := []Class{Legal, Fear}
	return []Wall{
		{Kinds: []casework.DeskKind{casework.DeskConsulate}, Bars: foreign, Outside: true, Keeps: foreign},
		{
			Kinds: []casework.DeskKind{casework.DeskImmigration, casework.DeskBorder, casework.DeskProsecutor},
			Bars:  authority, Outside: true, Keeps: authority,
		},
		{
			Kinds: []casework.DeskKind{casework.DeskTransport, casework.DeskMovement, casework.DeskEscort},
			Bars:  foreign, Outside: true, Keeps: foreign,
		},
		{Kinds: []casework.DeskKind{casework.DeskReceiving}, Bars: []Class{Narrative, Medical, Legal, Fear, Aftercare}, Outside: true, Keeps: home},
		{Kinds: []casework.DeskKind{casework.DeskReintegration}, Bars: []Class{Narrative, Medical, Legal, Fear}, Outside: true, Keeps: home},
		{Kinds: []casework.DeskKind{casework.DeskMedical}, Bars: []Class{Narrative, Legal, Fear, Aftercare}},
		{
			Kinds: []casework.DeskKind{
				casework.DeskRegistrar, casework.DeskShelter, casework.DeskCaseworker, casework.DeskScreener, casework.DeskPanel,
				casework.DeskReview, casework.DeskChildPanel, casework.DeskSupervisor,
			},
			Bars: []Class{Medical, Aftercare},
		},
	}
}

// MayBeGiven says whether a grant may give a class to an agency that has desks of these
// kinds. An agency that has a mission's desk is given what a mission may see, whatever else
// it does. What is operational comes with every grant and is no class of one; who saw what
// is given to nobody; and nothing is given that nobody there could see.
func MayBeGiven(c Class, kinds ...casework.DeskKind) bool {
	if c == Operational || !setOf(Personal()).holds(c) {
		return false
	}
	seen := false
	for _, kind := range kinds {
		w, known := walls[kind]
		if !known {
			continue
		}
		if w.keeps.holds(c) {
			return false
		}
		seen = seen || !w.bars.holds(c)
	}
	return seen
}

// MayGive says whether an actor may give a class of a case: nobody hands on what they may
// not see themselves, nor what they see only because they were let in. That was given to them
// for a purpose and for a time, or taken in an emergency.
func MayGive(a Actor, c Class, to Standing) bool {
	return c != Operational && slices.Contains(Personal(), c) && Sees(a, c, to.Only(OwnDesk, Involved, OwnAgency))
}

// wall is a Wall as it is asked about.
type wall struct {
	bars, keeps classes
	outside     bool
}

//nolint:gochecknoglobals // a table that nobody writes to; built once because every field asks it
var walls = buildWalls()

func buildWalls() map[casework.DeskKind]wall {
	out := map[casework.DeskKind]wall{}
	for _, w := range Walls() {
		for _, kind := range w.Kinds {
			out[kind] = wall{setOf(w.Bars), setOf(w.Keeps), w.Outside}
		}
	}
	return out
}

// barred are the classes that a kind of desk is never shown. Whoever sits at no desk that is
// known is shown what is operational, and nothing else.
func barred(kind casework.DeskKind) classes {
	if w, known := walls[kind]; known {
		return w.bars
	}
	return setOf(Classes()) &^ classBit(Operational)
}

// outside says whether a kind of desk stands outside those who care for her in the host state.
func outside(kind casework.DeskKind) bool {
	w, known := walls[kind]
	return !known || w.outside
}
