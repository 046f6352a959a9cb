package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// CallerKinds lists the kinds of desks whose officers a survivor may agree to be contacted by.
func CallerKinds() []casework.DeskKind {
	return []casework.DeskKind{casework.DeskCaseworker, casework.DeskShelter, casework.DeskReceiving, casework.DeskReintegration}
}

// RevealPurposes lists the reasons for which an officer in a role may have the number of a survivor
// revealed: the work of the role, her own request, and an emergency.
func RevealPurposes(role casework.Role) []Purpose {
	out := []Purpose{PurposeOf(role)}
	for _, p := range []Purpose{ForHerRequest, ForEmergency} {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// MayReveal reports whether an officer at a kind of desk may have her number revealed for a purpose.
// agreed is whether she has agreed who may contact her, and callers are those. In an emergency any
// officer who sees her contact may.
func MayReveal(kind casework.DeskKind, agreed bool, callers []casework.DeskKind, p Purpose) bool {
	return !agreed || p == ForEmergency || slices.Contains(callers, kind)
}
